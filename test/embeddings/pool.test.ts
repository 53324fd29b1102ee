import { describe, expect, it } from 'vitest';

import type { Use } from '#embeddings/embedder';
import { createEmbedderPool, type PooledEmbedder } from '#embeddings/pool';
import { createTellingEmbedder } from '#test/support/telling-embedder';

function poolOf(known: readonly string[], grace?: number) {
  const made: string[] = [];
  const closed: string[] = [];
  const make = async (model: string, use: Use): Promise<PooledEmbedder | undefined> => {
    if (!known.includes(model)) return undefined;
    made.push(`${use} ${model}`);
    return {
      ...createTellingEmbedder({ model, dimensions: 4, firstAxis: 0 }),
      close: async () => void closed.push(`${use} ${model}`),
    };
  };
  const pool = createEmbedderPool({ first: 'a', make, ...(grace !== undefined && { grace }) });
  return { pool, made, closed };
}

describe('a pool of embedders', () => {
  it('makes each once, when it is asked for, and those for questions apart', async () => {
    const { pool, made } = poolOf(['a', 'b']);
    expect(made).toEqual([]);
    const [one, same] = await Promise.all([pool.queries.of('a'), pool.queries.of('a')]);
    expect(one).toBe(same);
    expect(await pool.passages.of('a')).not.toBe(one);
    expect(made).toEqual(['query a', 'passage a']);
    expect(pool.queries.first).toBe('a');
  });

  it('knows a model as soon as it is known', async () => {
    const known = ['a'];
    const { pool } = poolOf(known);
    expect(await pool.queries.of('b')).toBeUndefined();
    known.push('b');
    expect(await pool.queries.of('b')).toBeDefined();
  });

  it('closes what no space needs, and makes it anew when one does', async () => {
    const { pool, made, closed } = poolOf(['a', 'b'], 0);
    await pool.queries.of('a');
    await pool.passages.of('b');
    await pool.keepOnly(['b']);
    expect(closed).toEqual(['query a']);
    await pool.queries.of('a');
    expect(made).toEqual(['query a', 'passage b', 'query a']);
    await pool.close();
    expect(closed.toSorted()).toEqual(['passage b', 'query a', 'query a']);
  });

  it('makes none any more once it is closed', async () => {
    const { pool, made, closed } = poolOf(['a']);
    const asked = pool.queries.of('a');
    await pool.close();
    expect(closed).toEqual(['query a']);
    await asked;
    expect(await pool.passages.of('a')).toBeUndefined();
    expect(made).toEqual(['query a']);
  });

  it('keeps for a while what a question may still wait for', async () => {
    const { pool, closed } = poolOf(['a'], 60_000);
    await pool.queries.of('a');
    await pool.keepOnly([]);
    await pool.keepOnly(['a']);
    await pool.keepOnly([]);
    expect(closed).toEqual([]);
  });
});
