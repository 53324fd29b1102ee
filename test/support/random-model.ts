import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DEFAULT_MODEL, type ModelEntry } from '#models/catalog';
import { packageRoot } from '#src/package-root';

import { encoderGraph, type EncoderShape } from './bert-graph.ts';
import { onnxModel } from './onnx.ts';

/**
 * Sizes of models of random weights: `tiny` (3 MB, loads at once, 384 dimensions) for tests of what
 * happens around a model, `minilm` (90 MB, the shape of all-MiniLM-L6-v2) for figures.
 */
export const RANDOM_SHAPES = {
  tiny: { vocabulary: 2_000, hidden: 384, layers: 0, heads: 12, feedForward: 384, positions: 512 },
  minilm: {
    ...{ vocabulary: 30_522, hidden: 384, layers: 6, heads: 12, feedForward: 1_536 },
    positions: 512,
  },
} as const satisfies Readonly<Record<string, EncoderShape>>;

export interface RandomModel {
  readonly shape: keyof typeof RANDOM_SHAPES;
  /** Another seed, other vectors. Default 1. */
  readonly seed?: number;
}

/** The part of the shipped model's tokenizer.json that is changed here. */
interface Tokenizer {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

/**
 * Writes a model of random weights into a folder, in transformers.js layout: the same bytes for the same seed.
 * It splits words like the shipped model, adds `[CLS]` and `[SEP]`, and is to be pooled by `mean`: texts
 * with many words in common come out near each other, and that is all that it knows.
 */
export async function writeRandomModel(
  folder: string,
  { shape, seed = 1 }: RandomModel,
): Promise<void> {
  const sizes = RANDOM_SHAPES[shape];
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const files = {
    'config.json': configOf(sizes),
    'tokenizer.json': await tokenizerOf(sizes.vocabulary),
    'tokenizer_config.json': TOKENIZER_CONFIG,
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(content));
  const weights = onnxModel(encoderGraph(sizes, randomNumbers(seed)));
  await pipeline(Readable.from(weights), createWriteStream(join(folder, 'onnx', 'model.onnx')));
}

/** How a catalog describes such a model; `name` is also that of its folder. */
export const randomModelEntry = (name: string, { shape, seed = 1 }: RandomModel): ModelEntry => ({
  id: name,
  repository: name,
  revision: `seed-${String(seed)}`,
  dtype: 'fp32',
  dimensions: RANDOM_SHAPES[shape].hidden,
  tokenWindow: RANDOM_SHAPES[shape].positions,
  pooling: 'mean',
  prefixes: { query: '', passage: '' },
  languages: ['en'],
  licence: 'MIT',
  chooseWhen: 'Only in tests.',
});

const configOf = (shape: EncoderShape) => ({
  architectures: ['BertModel'],
  model_type: 'bert',
  hidden_size: shape.hidden,
  num_hidden_layers: shape.layers,
  num_attention_heads: shape.heads,
  intermediate_size: shape.feedForward,
  max_position_embeddings: shape.positions,
  vocab_size: shape.vocabulary,
  pad_token_id: 0,
});

const TOKENIZER_CONFIG = {
  tokenizer_class: 'BertTokenizer',
  do_lower_case: true,
  ...{ unk_token: '[UNK]', sep_token: '[SEP]', pad_token: '[PAD]', cls_token: '[CLS]' },
  mask_token: '[MASK]',
  model_max_length: 512,
};

/** The shipped model's, with the first of its words: they begin with the single letters. */
async function tokenizerOf(vocabulary: number): Promise<object> {
  const path = join(packageRoot(), 'models', DEFAULT_MODEL.repository, 'tokenizer.json');
  const shipped = JSON.parse(await readFile(path, 'utf8')) as Tokenizer;
  const words = Object.entries(shipped.model.vocab).filter(([, id]) => id < vocabulary);
  return {
    ...shipped,
    post_processor: AROUND,
    model: { ...shipped.model, vocab: Object.fromEntries(words) },
  };
}

const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
const sequence = (id: string) => ({ Sequence: { id, type_id: 0 } });
const AROUND = {
  type: 'TemplateProcessing',
  single: [special('[CLS]'), sequence('A'), special('[SEP]')],
  pair: [special('[CLS]'), sequence('A'), special('[SEP]'), sequence('B'), special('[SEP]')],
};

/** Numbers in [-1, 1): the generator mulberry32, of 32 bits of state. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}
