import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kindAliases, kindNames, kindOf } from '#src/kinds/index';
import { fieldNames } from '#src/kinds/resolve-field';

import { createHarness } from './harness.ts';

const { ask, app } = createHarness();

const methods = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE2',
);
const fields = [...new Set(kindNames.flatMap((name) => fieldNames(kindOf(name))))];
const segment = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...kindAliases()) },
  fc.constantFrom(
    'search',
    'similar',
    'index',
    'retry',
    'failures',
    'status',
    'kinds',
    'stats',
    'estimate',
    'start',
    'current',
    'record',
    'changes',
    'queue',
    'claim',
    'complete',
    'related',
    'tags',
    'links',
    'T-1',
    'DEC-001',
  ),
  fc.constantFrom('__proto__', 'constructor', '%', '%00', '%E0%A4%A', '..', '%2e%2e', ';', ' '),
  fc.string({ maxLength: 8 }).map(encodeURIComponentSafely),
);
const path = fc
  .tuple(fc.boolean(), fc.array(segment, { maxLength: 4 }))
  .map(([api, segments]) => `/${[...(api ? ['api'] : []), ...segments].join('/')}`);

const parameter = fc.tuple(
  fc.oneof(
    fc.constantFrom(...fields, 'q', 'kind', 'limit', 'cursor', 'sort', 'mode', 'strict', 'pretty'),
    fc
      .tuple(
        fc.constantFrom(...fields),
        fc.constantFrom('eq', 'in', 'nin', 'lt', 'gte', 'has', 'contains', 'starts', 'null', 'x'),
      )
      .map((parts) => parts.join('__')),
    fc.string({ maxLength: 6 }),
  ),
  fc.oneof(
    fc.constantFrom(
      'true',
      'false',
      '5',
      '-1',
      '2025-11-01',
      'HIGH',
      'pending',
      'a,b',
      '',
      '-created,title',
      'eyJhIjoxfQ',
    ),
    fc.string({ maxLength: 12, unit: 'binary' }),
  ),
);
const query = fc
  .array(parameter, { maxLength: 3 })
  .map((pairs) => pairs.map((pair) => pair.map(encodeURIComponentSafely).join('=')).join('&'));

const record = fc.dictionary(
  fc.oneof(
    fc.constantFrom(...fields, 'ids', 'q', 'text', 'kinds', 'filter'),
    fc.string({ maxLength: 5 }),
  ),
  fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('HIGH', 'pending', 'T-1', '2025-11-01', 'x'),
  ),
  { maxKeys: 6 },
);
const json = fc.oneof(
  { weight: 3, arbitrary: record.map((value) => JSON.stringify(value)) },
  fc.array(record, { maxLength: 3 }).map((value) => JSON.stringify(value)),
  fc.json(),
  fc.string({ unit: 'binary' }),
);
const headers = fc.record(
  {
    'Content-Type': fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
    ),
    'If-Match': fc.constantFrom('*', '"1-1"', 'W/"1-1"', ',,', '"', ''),
    'If-None-Match': fc.constantFrom('*', '"1-1"', ''),
    'Idempotency-Key': fc.constantFrom('a', 'b', 'c', ''),
    'X-Request-Id': fc.constantFrom('id', ''),
    Origin: fc.constantFrom('null', 'x', 'http://localhost'),
  },
  { requiredKeys: ['Content-Type'] },
);

/** Half a surrogate pair cannot be written in a URL at all. */
function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));
}

const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

describe('no request', () => {
  it('whatever its method, path, query, headers and body is answered with a 5xx', async () => {
    await ask('POST', '/api/task', { json: { id: 'T-1', title: 'One', notes: 'some text' } });
    await ask('POST', '/api/decision', { json: { decision: 'Two', rationale: 'more text' } });
    await fc.assert(
      fc.asyncProperty(
        methods,
        path,
        query,
        json,
        headers,
        async (...[method, at, asked, body, given]) => {
          const response = await app.request(`http://localhost${at}?${asked}`, {
            method,
            headers: given,
            ...(!BODILESS.has(method) && { body }),
          });
          const text = await response.text();
          expect({ status: response.status < 500, method, at, asked, body, text }).toMatchObject({
            status: true,
          });
          expect(response.headers.get('X-Request-Id')).not.toBe('');
        },
      ),
      { numRuns: 1500 },
    );
  });
});
