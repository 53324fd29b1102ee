import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { kindNames, kindOf } from '#src/kinds/index';
import { readBundle } from '#src/transfer/import/bundle';
import { importRecords } from '#src/transfer/import/import';
import { importer, type Importer } from '#test/support/importer';
import { workspace } from '#test/support/record-arbitrary';

let under: Importer;
beforeAll(async () => {
  under = importer();
  const [records = []] = fc.sample(workspace, { numRuns: 1, seed: 3 });
  await importRecords(under.store, { records, mode: 'merge' });
});
afterAll(() => under.remove());

const WRONG = [7, 1.5, -1, true, '', 'text', 'a\0b', '\ud800', [], [1], ['a'], {}, { a: 1 }, null];

describe('a value of any type in any field', () => {
  it.each(kindNames)('of %s is taken or told with its place', async (kind) => {
    for (const field of Object.values(kindOf(kind).fields))
      for (const value of WRONG) {
        const record = { [kindOf(kind).primaryKey]: `${kind}-0`, [field.name]: value };
        const { faults } = await under.plan({ [kind]: [record] });
        if (faults.length === 0) await under.bring({ [kind]: [record] });
        for (const { source, reason } of faults) {
          expect(source.pointer).toMatch(/^\/0(\/\w+)*$/);
          expect(reason).toMatch(/^[^\n]+[.?]$/);
        }
      }
  });

  it('and any JSON in the place of a bundle is read without a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.oneof(fc.constantFrom(...kindNames, 'TASKS.json', 'x.json'), fc.string()),
          fc.oneof(
            fc.jsonValue({ maxDepth: 4 }),
            fc.array(fc.record({ id: fc.string(), title: fc.jsonValue() })),
            fc.record({ tasks: fc.jsonValue(), activities: fc.jsonValue() }),
          ),
        ),
        async (bundle) => {
          const plan = await under.plan(bundle, { mode: 'merge' });
          for (const { source } of plan.faults) expect(Object.keys(bundle)).toContain(source.file);
        },
      ),
      { numRuns: 200 },
    );
  });
});

it('a pointer of a fault leads to the record that is at fault', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.integer(), fc.constant({})), { minLength: 1 }), (items) => {
      const { faults } = readBundle({ 'VIOLATIONS.json': { violations: items } });
      const wrong = [...items.keys()].filter((at) => typeof items[at] === 'number');
      expect(faults.map(({ source }) => source.pointer)).toEqual(
        wrong.map((at) => `/violations/${at}`),
      );
    }),
  );
});
