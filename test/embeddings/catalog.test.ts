import { existsSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { fingerprint, queryFingerprint } from '#embeddings/fingerprint';
import { DEFAULT_CHUNKING } from '#embeddings/passages';
import { verifyModel } from '#embeddings/verify';
import { DEFAULT_MODEL, createCatalog, MODELS } from '#models/catalog';

describe('the catalog of models', () => {
  it.each([
    ['workspace-static-en-v1', 'workspace-static-en-v1'],
    ['Xenova/gte-small', 'Xenova/gte-small'],
    ['gte-small', 'Xenova/gte-small'],
    ['xenova/BGE-small-en-v1.5', 'Xenova/bge-small-en-v1.5'],
  ])('finds %s', (name, id) => {
    expect(createCatalog().find(name).id).toBe(id);
  });

  it('names the nearest model when it does not know one', () => {
    expect(() => createCatalog().find('Xenova/gte-smal')).toThrow(
      expect.objectContaining({
        code: 'invalid_config',
        message: expect.stringContaining('nearest is "Xenova/gte-small"'),
      }),
    );
  });

  it('ships its default', () => {
    expect(existsSync(`models/${DEFAULT_MODEL.repository}/onnx/model_quantized.onnx`)).toBe(true);
  });

  it('ships it with the SHA-256 of each of its files, and what it makes of a sentence', async () => {
    const verified = await verifyModel(DEFAULT_MODEL, `models/${DEFAULT_MODEL.repository}`);
    expect(new Set(verified.files.map(({ state }) => state))).toEqual(new Set(['right']));
    expect(verified.sentence.state).toBe('right');
  });

  it('pins every model of a hub to a commit', () => {
    for (const entry of MODELS.slice(1)) expect(entry.revision).toMatch(/^[0-9a-f]{40}$/);
  });

  it('gives every model a fingerprint of its own', () => {
    const all = MODELS.map((entry) => fingerprint(entry, DEFAULT_CHUNKING));
    expect(new Set(all).size).toBe(MODELS.length);
  });
});

describe('fingerprint', () => {
  const base = fingerprint(DEFAULT_MODEL, DEFAULT_CHUNKING);

  it('is the same for the same model', () => {
    expect(fingerprint({ ...DEFAULT_MODEL }, { ...DEFAULT_CHUNKING })).toBe(base);
  });

  it('does not depend on what is only said about a model', () => {
    expect(fingerprint({ ...DEFAULT_MODEL, chooseWhen: 'never' }, DEFAULT_CHUNKING)).toBe(base);
  });

  it.each([
    ['revision', { revision: 'other' }],
    ['dtype', { dtype: 'fp32' }],
    ['dimensions', { dimensions: 128 }],
    ['pooling', { pooling: 'mean' }],
    ['window', { tokenWindow: 256 }],
    ['prefixes', { prefixes: { query: 'q: ', passage: '' } }],
  ] as const)('changes with the %s', (_, change) => {
    expect(fingerprint({ ...DEFAULT_MODEL, ...change }, DEFAULT_CHUNKING)).not.toBe(base);
  });

  it.each([{ target: 100 }, { overlap: 20 }])('changes with the chunking %j', (change) => {
    expect(fingerprint(DEFAULT_MODEL, { ...DEFAULT_CHUNKING, ...change })).not.toBe(base);
  });
});

describe('the fingerprint of queries', () => {
  const base = queryFingerprint(DEFAULT_MODEL);

  it('is the same however texts are cut', () => {
    expect(queryFingerprint({ ...DEFAULT_MODEL, tokenWindow: 256 })).toBe(base);
  });

  it.each([
    ['model', { repository: 'other' }],
    ['revision', { revision: 'other' }],
    ['dtype', { dtype: 'fp32' }],
    ['dimensions', { dimensions: 128 }],
    ['pooling', { pooling: 'mean' }],
    ['prefix of queries', { prefixes: { query: 'q: ', passage: '' } }],
    ['prefix of passages', { prefixes: { query: '', passage: 'p: ' } }],
  ] as const)('changes with the %s', (_, change) => {
    expect(queryFingerprint({ ...DEFAULT_MODEL, ...change })).not.toBe(base);
  });
});
