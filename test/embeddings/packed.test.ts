import fc from 'fast-check';
import { expect, it } from 'vitest';

import { pack, unpack } from '#embeddings/packed';

it('gives back what was packed, each vector with its own memory', () => {
  fc.assert(
    fc.property(fc.array(fc.float32Array({ maxLength: 8 }), { maxLength: 8 }), (vectors) => {
      const back = unpack(pack(vectors));
      expect(back).toEqual(vectors);
      for (const vector of back) expect(vector.buffer.byteLength).toBe(vector.byteLength);
    }),
  );
});
