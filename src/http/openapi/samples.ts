import type { JsonSchema, OperationDoc } from './types.ts';

const LONGEST_LINE = 64;

interface Placed {
  readonly path: string;
  readonly method: string;
  readonly doc: OperationDoc;
}

/** The address of an operation's example, below the service. */
export function addressOf({ path, doc: { example } }: Pick<Placed, 'path' | 'doc'>): string {
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(example.path?.[name] ?? ''),
  );
  const query = new URLSearchParams({ ...example.query }).toString();
  return query === '' ? place : `${place}?${query}`;
}

/** The example of an operation as it is written: for a shell, and with the typed client. */
export function samplesOf(placed: Placed): readonly JsonSchema[] {
  const { client } = placed.doc.example;
  return [
    { lang: 'Shell', label: 'curl', source: curlOf(placed) },
    ...(client === undefined
      ? []
      : [{ lang: 'TypeScript', label: 'Typed client', source: `await ${client};` }]),
  ];
}

function curlOf({ path, method, doc }: Placed): string {
  const { body } = doc.example;
  const isImplied = method === (body === undefined ? 'GET' : 'POST');
  const how = isImplied ? '' : ` -X ${method}`;
  const json = body === undefined ? '' : ` \\\n  --json ${quoted(jsonOf(body))}`;
  return `curl -s${how} ${quoted(`http://127.0.0.1:8787${addressOf({ path, doc })}`)}${json}`;
}

/** On several lines where one would be long. */
function jsonOf(body: unknown): string {
  const line = JSON.stringify(body);
  return line.length > LONGEST_LINE ? JSON.stringify(body, null, 2) : line;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
