import { readFile } from 'node:fs/promises';

import fc from 'fast-check';
import { expect, test } from 'vitest';
import wabt from 'wabt';

import { createDotProducts } from '#src/store/sqlite/dot-products';

const SOURCE = new URL('../../src/store/sqlite/', import.meta.url);

test('the program is what its source says', async () => {
  const text = await readFile(new URL('dot-products.wat', SOURCE), 'utf8');
  const { parseWat } = await wabt();
  const assembled = parseWat('dot-products.wat', text, { simd: true }).toBinary({}).buffer;
  const kept = await readFile(new URL('dot-products.ts', SOURCE), 'utf8');
  expect(kept).toContain(Buffer.from(assembled).toString('base64'));
});

const numbers = (count: number) =>
  fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: count, maxLength: count });

const vectors = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }))
  .chain(([dimensions, count]) =>
    fc.record({
      query: numbers(dimensions),
      kept: fc.array(numbers(dimensions), { minLength: count, maxLength: count }),
    }),
  );

test('every vector of any length is compared as arithmetic says', () => {
  fc.assert(
    fc.property(vectors, ({ query, kept }) => {
      const table = createDotProducts(query.length);
      table.put(0, bytesOf(kept.flat()));
      const slots = Uint32Array.from(kept.keys()).reverse();
      const found = table.with(Float32Array.from(query), slots);
      slots.forEach((slot, at) => expect(found[at]).toBeCloseTo(dot(kept[slot] ?? [], query), 5));
    }),
    { numRuns: 40 }, // each reserves gigabytes of addresses
  );
});

test('a slot has the vector that was put or moved there last, through all growing', () => {
  const table = createDotProducts(3);
  const value = (slot: number): number => slot % 1_000;
  for (let first = 0; first < 20_000; first += 2_500)
    table.put(
      first,
      bytesOf(Array.from({ length: 7_500 }, (_, at) => value(first + Math.floor(at / 3)))),
    );
  table.move(19_999, 1);
  const found = table.with(Float32Array.of(1, 0, 0), Uint32Array.of(0, 1, 9_876, 19_999));
  expect([...found]).toEqual([0, value(19_999), value(9_876), value(19_999)]);
});

test('a query leaves nothing behind for a shorter one', () => {
  const table = createDotProducts(5);
  table.put(0, bytesOf([1, 1, 1, 1, 1]));
  table.with(Float32Array.of(9, 9, 9, 9, 9), Uint32Array.of(0));
  expect([...table.with(Float32Array.of(1, 2, 3, 4, 5), Uint32Array.of(0))]).toEqual([15]);
});

const bytesOf = (values: readonly number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);
