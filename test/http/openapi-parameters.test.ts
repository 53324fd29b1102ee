import { describe, expect, it } from 'vitest';

import type { JsonSchema } from '#src/client/document';
import { openApiDocument } from '#src/http/openapi/document';
import { operationDocs } from '#src/http/openapi/operations';
import { addressOf } from '#src/http/openapi/samples';
import type { OperationDoc } from '#src/http/openapi/types';
import { groupBy } from '#src/search/group-by';

import type { Answer, Harness } from './harness.ts';
import { operationsOf, type Operation } from './openapi/requests.ts';
import { keep, seededApp } from './openapi/seeded.ts';

const operations = operationsOf(openApiDocument('0.0.0-test'));
const docs = operationDocs();
const byTag = [...groupBy(operations, ({ tag }) => tag)];

const docOf = ({ path, method }: Operation): OperationDoc => {
  const doc = docs[path]?.[method.toUpperCase() as 'GET'];
  if (!doc) throw new Error(`${method} ${path} is not described.`);
  return doc;
};

/** The example of an operation with one parameter more, or another one. */
async function asked(
  harness: Harness,
  operation: Operation,
  [name, value]: readonly [string, string],
): Promise<Answer> {
  const doc = docOf(operation);
  const { body, given } = doc.example;
  if (given) await keep(harness, given);
  const url = new URL(addressOf({ path: operation.path, doc }), 'http://localhost');
  url.searchParams.set(name, value);
  return harness.ask(operation.method.toUpperCase(), url.pathname + url.search, {
    ...(body !== undefined && { json: body }),
  });
}

/** A text that a schema does not allow; undefined where it allows any. */
function refusedBy({ type, enum: values, items, $ref }: JsonSchema): string | undefined {
  if ($ref !== undefined || Array.isArray(values)) return 'no-such-word';
  if (type === 'integer' || type === 'number') return 'x';
  if (type === 'boolean') return 'maybe';
  return type === 'array' ? refusedBy(items as JsonSchema) : undefined;
}

/** Any value but `true` leaves an answer as it is. */
const LENIENT: readonly string[] = ['pretty'];

describe('the parameters of the document', () => {
  const harness = seededApp();

  it.each(byTag)('under %s are those that the routes know', async (_, group) => {
    for (const operation of group) {
      const { body } = await asked(harness, operation, ['surely_unknown', '1']);
      const known = /Known are ([\w, ]+)\./.exec(body.next ?? '')?.[1]?.split(', ');
      if (!known) continue;
      const query = operation.parameters.filter((parameter) => parameter.in === 'query');
      const names = new Set([...query.map(({ name }) => name), 'pretty']);
      expect
        .soft([...known].sort(), `${operation.method} ${operation.path}`)
        .toEqual([...names].sort());
    }
  });

  it.each(byTag)('under %s are refused with a value that they cannot have', async (_, group) => {
    for (const operation of group)
      for (const { in: place, name, schema } of operation.parameters) {
        const value = refusedBy(schema);
        if (place !== 'query' || value === undefined || LENIENT.includes(name)) continue;
        const { status, body } = await asked(harness, operation, [name, value]);
        const told = { of: `${operation.method} ${operation.path}?${name}=${value}`, body };
        expect
          .soft({ ...told, isRefused: [400, 404].includes(status) })
          .toEqual({ ...told, isRefused: true });
      }
  });
});
