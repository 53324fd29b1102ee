import { runInNewContext } from 'node:vm';

import { describe, expect, it } from 'vitest';

import { createClient } from '#src/client';
import { WorkspaceError } from '#src/errors';
import { openApiDocument } from '#src/http/openapi/document';
import { operationDocs } from '#src/http/openapi/operations';
import { addressOf } from '#src/http/openapi/samples';
import type { OperationDoc } from '#src/http/openapi/types';
import { groupBy } from '#src/search/group-by';

import type { Harness } from './harness.ts';
import { createChecker } from './openapi/answers.ts';
import { keep, seededApp } from './openapi/seeded.ts';

interface Row {
  readonly path: string;
  readonly method: string;
  readonly doc: OperationDoc;
}

/** What only reads goes first, and what deletes last: each finds the records that its example speaks of. */
const ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const rows: readonly Row[] = Object.entries(operationDocs())
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, doc]) => ({ path, method, doc })),
  )
  .sort((a, b) => ORDER.indexOf(a.method) - ORDER.indexOf(b.method));
/** Milliseconds. Some look after the whole file in a thread of their own, which a busy machine starts slowly. */
const LONGEST = 120_000;

const byTag = [...groupBy(rows, ({ doc }) => doc.tag)];

describe('the examples of the document', () => {
  const harness = seededApp();
  const checker = createChecker(openApiDocument('0.0.0-test'));

  it.each(byTag)(
    'under %s are answered as documented',
    async (_, group) => {
      for (const { path, method, doc } of group) {
        const { body, headers, status, given } = doc.example;
        if (given) await keep(harness, given);
        const answer = await harness.ask(method, addressOf({ path, doc }), {
          ...(headers && { headers }),
          ...(body !== undefined && { json: body }),
        });
        await forget(harness, answer.headers);
        const faults = checker.faultsOf({ path, method: method.toLowerCase() }, answer);
        const told = { of: `${method} ${path}`, text: answer.text };
        const found = { ...told, status: answer.status, faults };
        expect.soft(found).toEqual({ ...told, status, faults: [] });
      }
    },
    LONGEST,
  );
});

describe('the examples with the typed client', () => {
  const harness = seededApp();
  const withClient = rows.filter(({ doc }) => doc.example.client !== undefined);

  it.each([...groupBy(withClient, ({ doc }) => doc.tag)])(
    'under %s ask for the same',
    async (_, group) => {
      for (const { path, method, doc } of group) {
        const { client = '', given, status } = doc.example;
        if (given) await keep(harness, given);
        const { asked, code, made } = await run(harness, client);
        await forget(harness, made);
        expect.soft(asked, client).toEqual([`${method} ${addressOf({ path, doc }).split('?')[0]}`]);
        expect.soft(code ?? 'answered', client).toBe(status < 400 ? 'answered' : 'not_found');
      }
    },
    LONGEST,
  );
});

/** What an example makes it is to make again: no two records may have the same name. */
async function forget({ ask }: Harness, headers: Headers): Promise<void> {
  const place = headers.get('Location');
  if (place !== null) await ask('DELETE', place);
}

interface Ran {
  readonly asked: readonly string[];
  readonly code: string | undefined;
  /** Of the last answer. */
  readonly made: Headers;
}

/** The text of an example is code; `code` is that of the error that it ends with. */
async function run({ app }: Harness, source: string): Promise<Ran> {
  const asked: string[] = [];
  let made = new Headers();
  const client = createClient({
    fetch: async (url, init) => {
      asked.push(`${init.method} ${new URL(url).pathname}`);
      const answer = await app.request(url, init);
      made = answer.headers;
      return answer;
    },
  });
  const call = runInNewContext(source, { client }) as Promise<unknown>;
  const code = await call.then(
    () => undefined,
    (error: unknown) => (error instanceof WorkspaceError ? error.code : String(error)),
  );
  return { asked, code, made };
}
