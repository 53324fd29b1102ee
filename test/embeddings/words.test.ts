import { join } from 'node:path';

import { AutoTokenizer, env } from '@xenova/transformers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Tokenise } from '#embeddings/encode';
import { isByWords, rememberWords, type TokeniserFile } from '#embeddings/words';
import { DEFAULT_MODEL } from '#models/catalog';

const BERT: TokeniserFile = {
  normalizer: { type: 'BertNormalizer' },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  model: { type: 'WordPiece' },
  added_tokens: [{ content: '[SEP]' }],
};

describe('the words of a tokeniser', () => {
  let plain: Tokenise;
  beforeAll(async () => {
    env.localModelPath = join(process.cwd(), 'models');
    const options = { local_files_only: true };
    const tokenizer = await AutoTokenizer.from_pretrained(DEFAULT_MODEL.repository, options);
    plain = (text, special) => tokenizer.encode(text, null, { add_special_tokens: special });
  });

  it('have together the tokens of any text', () => {
    const remembering = rememberWords(plain, 20);
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, special) => {
        expect(remembering(text, special)).toEqual(plain(text, special));
      }),
      { numRuns: 500 },
    );
  });

  it('are surrounded by what the model wants around a text', () => {
    const around: Tokenise = (text, special) =>
      special ? [101, ...plain(text, false), 102, 103] : plain(text, false);
    expect(rememberWords(around)('one two', true)).toEqual(around('one two', true));
    expect(rememberWords(around)('', true)).toEqual([101, 102, 103]);
  });

  it('are looked up once, as long as they are kept', () => {
    const asked: string[] = [];
    const counting: Tokenise = (text, special) => {
      asked.push(text);
      return plain(text, special);
    };
    const remembering = rememberWords(counting);
    asked.length = 0;
    remembering('one two one', false);
    remembering('two\tone\n', false);
    expect(asked).toEqual(['one', 'two']);
  });

  it.each<[expected: boolean, change: string, file: TokeniserFile]>([
    [true, "BERT's own", BERT],
    [false, 'another normaliser', { ...BERT, normalizer: { type: 'NFC' } }],
    [false, 'none', { ...BERT, normalizer: null }],
    [false, 'another split', { ...BERT, pre_tokenizer: { type: 'Metaspace' } }],
    [false, 'another model', { ...BERT, model: { type: 'Unigram' } }],
    [false, 'unknown ones joined', { ...BERT, model: { type: 'WordPiece', fuse_unk: true } }],
    [false, 'a token with a space', { ...BERT, added_tokens: [{ content: 'a b' }] }],
  ])('stand by themselves (%s) with %s', (expected, _, file) => {
    expect(isByWords(file)).toBe(expected);
  });
});

const PIECES = ['word ', 'Größe', ' ', '\n', '\t', '\r', '\v', '\f', '\u00a0', '\u0085', '\u2028'];
const ODD = [
  '[SEP]',
  '[UNK]',
  '数',
  '🎉',
  '\u0301',
  '\u200b',
  '\ufeff',
  '\u0000',
  'ΣΑΣ',
  'a.b/c-d',
  "don't",
  '\uD800',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES, ...ODD), { maxLength: 30 }).map((parts) => parts.join('')),
);
