import type { Context } from 'hono';
import { z } from 'zod';

import { WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { RequestRecords } from '#src/operations/request-records';

import type { AppDeps } from './deps.ts';
import { tagsOf } from './etag.ts';
import { checkParameters } from './known-parameters.ts';
import { parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { WAIT_PARAMETERS, waitOf } from './waited.ts';
import { bodyOf, replayedOf, settledReceipt, write } from './write.ts';
import { AGENT_HEADER, writingAs } from './writer.ts';

/** What a route of its own takes. */
export interface Takes<T> {
  readonly schema: z.ZodType<T>;
  /** Names that an unknown one may have meant. */
  readonly known: readonly string[];
  /** What the body is, for a sentence: "session start". */
  readonly label: string;
  /** The same of what stands in its lists, by their members. */
  readonly within?: Readonly<
    Record<string, { readonly known: readonly string[]; readonly label: string }>
  >;
  /** Turns the pointer of a fault in the operation's batch (`/0/title`) into one within the body. */
  readonly pointer?: (pointer: string) => string;
}

/** A body of these members and no others. */
export const takes = <S extends z.ZodRawShape>(
  label: string,
  shape: S,
): Takes<z.infer<z.ZodObject<S, z.core.$strict>>> => ({
  schema: z.strictObject(shape),
  known: Object.keys(shape),
  label,
});

/** The name of a person or an agent. */
export const NAME = z.string().trim().min(1, 'must not be empty').max(255);

/** Members of a body that are fields of a kind, as it wants them. */
export function fieldsOf(kind: KindName, ...names: readonly string[]): Record<string, z.ZodType> {
  const shape = shapeOf(kind);
  return Object.fromEntries(names.map((name) => [name, shape[name] as z.ZodType]));
}

/** All fields of a kind but those that the route fills in itself. */
export const fieldsBut = (
  kind: KindName,
  ...filled: readonly string[]
): Record<string, z.ZodType> =>
  fieldsOf(kind, ...Object.keys(shapeOf(kind)).filter((name) => !filled.includes(name)));

/** Every kind's input is an object, which its type does not say. */
const shapeOf = (kind: KindName) =>
  (kindOf(kind).input as unknown as z.ZodObject<Record<string, z.ZodType>>).shape;

type Run<T> = (c: Context, records: RequestRecords, given: T) => Promise<Response>;

/** A route that checks a body and hands it to a function over the store, whose writes belong to the request. */
export const operation =
  <T>(
    deps: AppDeps,
    { schema, pointer = withoutIndex, ...about }: Takes<T>,
    run: Run<T>,
  ): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), WAIT_PARAMETERS);
    waitOf(c);
    refuseConditions(c);
    const body = await bodyOf(c, deps);
    const given = must(schema, body, { ...about, pointer: '', next: membersOf(about) });
    const records = await ofRequest(c, deps, { body, pointer });
    const writer = c.req.header(AGENT_HEADER) === undefined ? workerIn(given) : undefined;
    return writingAs(writer, () => run(c, records, given));
  };

/** Operations are described in a file of their own, as `/api/kinds` does not know them. */
const membersOf = ({ label, known }: Pick<Takes<unknown>, 'label' | 'known'>): string =>
  `Correct what errors names. Members of a ${label}: ${known.join(', ')}; docs/api-operations.md has an example of each operation.`;

/** Who works, as the body of an operation says it: several agents may share one client and address. */
function workerIn(body: unknown): string | undefined {
  const { agent, user, ai_assistant: assistant } = Object(body) as AnyRecord;
  const named = (typeof agent === 'string' ? [agent] : [user, assistant]).filter(
    (name) => typeof name === 'string',
  );
  return named.length > 0 ? named.join(' with ') : undefined;
}

/** An operation reads what it changes by itself; a condition that nobody heeds would be taken for one that held. */
function refuseConditions(c: Context): void {
  const name = (['If-Match', 'If-None-Match'] as const).find((header) => tagsOf(c, header));
  if (name === undefined) return;
  const detail = `${name} is not heeded here.`;
  throw new WorkspaceError('invalid_query', detail, {
    issues: [{ parameter: name, detail }],
    next: 'Leave it out: what the record is now decides, and another write in between is not lost.',
  });
}

/** Faults of whatever operation point at the member of that name in the body. */
const withoutIndex = (pointer: string): string => pointer.replace(/^\/\d+(?=\/|$)/, '');

interface Sent {
  readonly body: unknown;
  readonly pointer: (pointer: string) => string;
}

/** The store, but a write carries the request's idempotency key, wakes the indexer and points into the body. */
async function ofRequest(
  c: Context,
  deps: AppDeps,
  { body, pointer }: Sent,
): Promise<RequestRecords> {
  const earlier = await replayedOf(c, deps, body);
  return {
    list: (query) => deps.store.list(query),
    get: (kind, id) => deps.store.get(kind, id),
    indexStates: (kind, ids) => deps.store.indexStates(kind, ids),
    write: async ({ operations, unless }) =>
      settledReceipt(
        c,
        deps,
        await write(c, deps, { body, operations, pointer, ...(unless && { unless }) }),
      ),
    ...(earlier && { earlier }),
  };
}

/** Without the members that are absent, as the kinds' schemas give them. */
export const given = (record: AnyRecord): AnyRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
