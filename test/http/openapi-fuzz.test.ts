import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kindNames } from '#src/kinds/index';
import { openApiDocument } from '#src/http/openapi/document';
import { groupBy } from '#src/search/group-by';

import type { Answer } from './harness.ts';
import { createChecker, pointer } from './openapi/answers.ts';
import {
  faultyRequestsOf,
  operationsOf,
  requestsOf,
  type Operation,
  type Request,
} from './openapi/requests.ts';
import { seededApp } from './openapi/seeded.ts';

/** Requests of each operation: those of every kind share their code. `OPENAPI_RUNS=500` is a longer run. */
const RUNS = Number(process.env['OPENAPI_RUNS'] ?? 20);
const RUNS_OF_A_KIND = Math.ceil(RUNS / 6);
const SEED = 20251120;
const LONGEST = 600_000;

const document = openApiDocument('0.0.0-test');
const checker = createChecker(document);
const byTag = [...groupBy(operationsOf(document), ({ tag }) => tag)];

/** These read or write the whole file in a thread of their own. */
const LONG: readonly string[] = ['/api/doctor', '/api/vacuum', '/api/backup'];

function runsOf({ path, tag }: Operation): number {
  if (LONG.includes(path)) return 1;
  return kindNames.some((kind) => kind === tag) ? RUNS_OF_A_KIND : RUNS;
}

describe('requests made of the document', () => {
  const { ask } = seededApp();
  const send = ({ method }: Operation, { path, headers, body }: Request): Promise<Answer> =>
    ask(method.toUpperCase(), path, { headers, ...(body !== undefined && { json: body }) });
  const each = (
    operation: Operation,
    requests: fc.Arbitrary<Request>,
    property: (request: Request) => Promise<void>,
  ): Promise<void> =>
    fc.assert(fc.asyncProperty(requests, property), {
      ...{ numRuns: runsOf(operation), seed: SEED },
    });

  it.each(byTag)(
    'under %s are answered as documented, and never with a 5xx',
    async (tag, operations) => {
      let taken = 0;
      for (const operation of operations)
        await each(operation, requestsOf(document, operation), async (request) => {
          const answer = await send(operation, request);
          const told = { of: operation.method, request, text: answer.text };
          const faults = checker.faultsOf(operation, answer);
          const isOurs = answer.status >= 500;
          expect({ ...told, faults, isOurs }).toEqual({ ...told, faults: [], isOurs: false });
          expect(answer.text).not.toContain('is no parameter here');
          taken += answer.status < 300 ? 1 : 0;
        });
      expect(taken).toBeGreaterThan(0);
    },
    LONGEST,
  );

  it.each(byTag.filter(([, operations]) => operations.some(({ body }) => body)))(
    'under %s with a body that the document refuses are refused',
    async (_, operations) => {
      for (const operation of operations.filter(({ body }) => body))
        await each(operation, faultyRequestsOf(document, operation), async (request) => {
          const answer = await send(operation, request);
          const told = { of: operation.method, request, text: answer.text };
          const isAllowed = checker.allows(
            pointer(...(operation.body?.pointer ?? [])),
            request.body,
          );
          const faults = checker.faultsOf(operation, answer);
          const isTaken = !isAllowed && answer.status < 400;
          expect({ ...told, faults, isTaken }).toEqual({ ...told, faults: [], isTaken: false });
          expect(answer.status).toBeLessThan(500);
        });
    },
    LONGEST,
  );
});
