import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Span } from '#embeddings/embedder';
import { DEFAULT_CHUNKING, headerRoom } from '#embeddings/passages';
import { loadTransformer, type Transformer } from '#embeddings/transformers';
import { DEFAULT_MODEL, type ModelEntry } from '#models/catalog';
import { randomModelEntry, writeRandomModel } from '#test/support/random-model';

/** Pieces that tokenisers treat in ways of their own. */
const PIECES = [
  'the database ',
  'node:sqlite@v1.2.3/src/index.ts',
  '数据库被锁定了。',
  'データベースがロックされています',
  '데이터베이스가 잠겼습니다 ',
  '🎉👩‍👩‍👧‍👦🏳️‍🌈',
  'ünïcödé ',
  'x'.repeat(150),
  '\n\n',
  '. ',
  ' ',
  '0x1f9c',
  '\u200b\u00ad',
  '\ud83d',
  '![](data:image/png;base64,iVBORw0KGgo)',
] as const;

const texts = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 60 })), { maxLength: 12 })
  .map((pieces) => pieces.map(([piece, times]) => piece.repeat(times)).join(''));
const headers = fc.oneof(
  fc.constant('Title | status: accepted'),
  texts.map((text) => text.replace(/\s+/g, ' ')),
);

/** Special tokens, a small window with a prefix, and a vocabulary that splits most words. */
const small: ModelEntry = {
  ...randomModelEntry('small', { shape: 'tiny' }),
  tokenWindow: 96,
  prefixes: { query: 'query: ', passage: 'passage: ' },
};

let folder: string;
const models: [string, ModelEntry, () => Transformer][] = [];
const loaded = new Map<string, Transformer>();
for (const entry of [DEFAULT_MODEL, small])
  models.push([entry.id, entry, () => loaded.get(entry.id) as Transformer]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'window-'));
  await writeRandomModel(folder, { shape: 'tiny' });
  const shipped = join('models', DEFAULT_MODEL.repository);
  loaded.set(DEFAULT_MODEL.id, await loadTransformer(DEFAULT_MODEL, shipped));
  loaded.set(small.id, await loadTransformer(small, folder));
});
afterAll(async () => {
  for (const model of loaded.values()) await model.dispose();
  await rm(folder, { recursive: true });
});

/** Tokens that a model has for header and passage, without its special ones and its prefix. */
function roomOf({ tokenWindow, prefixes }: ModelEntry, model: Transformer): number {
  const special = prefixes.passage === '' ? 0 : 2;
  return tokenWindow - special - model.count(prefixes.passage);
}

function expectFits(
  entry: ModelEntry,
  model: Transformer,
  given: { header: string; text: string },
) {
  const { header, text } = given;
  const [spans = []] = model.cut([{ header, text }], DEFAULT_CHUNKING);
  const room = roomOf(entry, model);
  const before = Math.min(model.count(header), headerRoom(room));
  for (const { start, end } of spans)
    expect(before + model.count(text.slice(start, end))).toBeLessThanOrEqual(room);
  expect(leftOut(text, spans)).toBe('');
}

/** Characters of a text, white space apart, that are in no span. */
function leftOut(text: string, spans: readonly Span[]): string {
  let [missing, reached] = ['', 0];
  for (const { start, end } of spans) {
    missing += text.slice(reached, Math.max(reached, start));
    reached = Math.max(reached, end);
  }
  return (missing + text.slice(reached)).trim();
}

describe.each(models)('passages of %s', (_, entry, model) => {
  it('fit the window with their header, and leave no character out, whatever the text', () => {
    fc.assert(
      fc.property(headers, texts, (header, text) => expectFits(entry, model(), { header, text })),
      { numRuns: 60 },
    );
  });

  it.each([
    ['a word', 'x'.repeat(100_000)],
    ['an address', `https://example.com/${'a/b-c_d.'.repeat(12_500)}`],
    ['a line of Chinese', '数据库锁'.repeat(25_000)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(9_000)],
  ])('fit and leave nothing out of %s of 100,000 characters', (_what, text) => {
    expectFits(entry, model(), { header: 'Title', text });
  });
});
