import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { WorkspaceError } from '#src/errors';
import type { ModelEntry } from '#models/catalog';
import type { PreTrainedModel, PreTrainedTokenizer, Tensor } from '@xenova/transformers';

import { batchesOf } from './batches.ts';
import type { CutRequest, Span, Use } from './embedder.ts';
import { createEncoder, type Encoder, type Tokenise } from './encode.ts';
import { cutText, type Chunking } from './passages.ts';
import { poolRows } from './pooling.ts';
import { isByWords, rememberWords, type TokeniserFile } from './words.ts';

type Library = typeof import('@xenova/transformers');

/** A loaded model, used by one caller at a time. */
export interface Transformer {
  embed(texts: readonly string[], use: Use): Promise<Float32Array[]>;
  cut(requests: readonly CutRequest[], chunking: Chunking): (readonly Span[])[];
  /** Tokens of a text, without special ones. */
  count(text: string): number;
  dispose(): Promise<void>;
}

/**
 * Loads a model from its folder: the only door to @xenova/transformers, which is imported here and not before.
 * It has one settings object for a process or worker thread, so there is one model for each of them.
 * Its runtime uses a thread for each physical core; it offers no setting for that.
 * Errors: `model_unavailable`, naming the folder.
 */
export async function loadTransformer(entry: ModelEntry, folder: string): Promise<Transformer> {
  try {
    const transformer = createTransformer(entry, await load(entry, resolve(folder)));
    await checkDimensions(entry, transformer);
    return transformer;
  } catch (cause) {
    throw unavailable(entry, folder, cause);
  }
}

interface Loaded {
  readonly library: Library;
  readonly tokenizer: PreTrainedTokenizer;
  readonly tokenise: Tokenise;
  readonly model: PreTrainedModel;
}

async function load(entry: ModelEntry, folder: string): Promise<Loaded> {
  const library = await import('#transformers');
  const { env } = library;
  [env.allowLocalModels, env.allowRemoteModels] = [true, false];
  env.useFSCache = false;
  env.localModelPath = dirname(folder);
  const options = { quantized: entry.dtype === 'quantised', local_files_only: true };
  const tokenizer = await library.AutoTokenizer.from_pretrained(basename(folder), options);
  const model = await library.AutoModel.from_pretrained(basename(folder), options);
  return { library, tokenizer, tokenise: await tokeniseWith(tokenizer, folder), model };
}

async function tokeniseWith(tokenizer: PreTrainedTokenizer, folder: string): Promise<Tokenise> {
  const tokenise: Tokenise = (text, special) =>
    tokenizer.encode(text, null, { add_special_tokens: special });
  const file = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as TokeniserFile;
  return isByWords(file) ? rememberWords(tokenise) : tokenise;
}

function createTransformer(
  entry: ModelEntry,
  { library, tokenizer, tokenise, model }: Loaded,
): Transformer {
  const encoder = createEncoder(entry, tokenise);
  const embedBatch = async (rows: Rows) => {
    const inputs = inputsOf(library, rows, tokenizer.pad_token_id ?? 0);
    const output = (await model(inputs)) as { readonly last_hidden_state: Tensor };
    const { data, dims } = output.last_hidden_state;
    const shape = [dims[0] ?? 0, dims[1] ?? 0, dims[2] ?? 0] as const;
    const lengths = rows.map((row) => row.length);
    return poolRows({ data: data as Float32Array, shape, lengths }, entry.pooling);
  };
  /** Unknown words have a vector too, the same for all of them: as a question it would find nonsense. */
  const meant = (text = '', vector: Float32Array): Float32Array => {
    const ids = tokenise(text, false);
    return ids.some((id) => id !== tokenizer.unk_token_id) ? vector : new Float32Array(0);
  };
  return {
    count: encoder.count,
    embed: async (texts, use) => {
      const rows = texts.map((text) => encoder.encode(text, use));
      const vectors = await inBatches(rows, embedBatch);
      return use === 'query' ? vectors.map((vector, at) => meant(texts[at], vector)) : vectors;
    },
    cut: (requests, chunking) => requests.map((request) => cut(request, encoder, chunking)),
    dispose: async () => void (await model.dispose()),
  };
}

const cut = (request: CutRequest, encoder: Encoder, chunking: Chunking): readonly Span[] =>
  cutText({ ...request, ...chunking, window: encoder.room, count: encoder.count });

type Rows = readonly (readonly number[])[];

/** Embeds rows grouped by length, and answers in the given order. */
async function inBatches(
  rows: Rows,
  embedBatch: (rows: Rows) => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = new Array<Float32Array>(rows.length);
  for (const batch of batchesOf(rows.map((row) => row.length))) {
    const embedded = await embedBatch(batch.map((index) => rows[index] ?? []));
    embedded.forEach((vector, position) => {
      const index = batch[position];
      if (index !== undefined) vectors[index] = vector;
    });
  }
  return vectors;
}

/** An input needs at least one token, even where no text has any: it is padding then. */
function inputsOf({ Tensor }: Library, rows: Rows, padding: number) {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * width).fill(BigInt(padding));
  const mask = new BigInt64Array(rows.length * width);
  rows.forEach((row, index) => {
    setSmall(ids, row, index * width);
    mask.fill(1n, index * width, index * width + row.length);
  });
  const dims = [rows.length, width];
  return {
    input_ids: new Tensor('int64', ids, dims),
    attention_mask: new Tensor('int64', mask, dims),
  };
}

/**
 * Sets numbers from 0 to 2^31: as the lower halves of 64 bits, for a BigInt of each took as long as a third of
 * the computing.
 */
function setSmall(into: BigInt64Array, values: readonly number[], from: number): void {
  into.fill(0n, from, from + values.length);
  const halves = new Int32Array(into.buffer, into.byteOffset + 8 * from, 2 * values.length);
  for (let at = 0; at < values.length; at += 1) halves[2 * at] = values[at] ?? 0;
}

async function checkDimensions(entry: ModelEntry, transformer: Transformer): Promise<void> {
  const [vector] = await transformer.embed(['a'], 'passage');
  if (vector?.length === entry.dimensions) return;
  await transformer.dispose();
  throw new Error(
    `it makes vectors of ${vector?.length} dimensions and the catalog says ${entry.dimensions}`,
  );
}

function unavailable(entry: ModelEntry, folder: string, cause: unknown): WorkspaceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new WorkspaceError(
    'model_unavailable',
    `The embedding model ${entry.id} cannot be loaded from the folder ${folder}: ${reason}.`,
    {
      cause,
      next: `One of its files is damaged or of another model: \`workspace model verify ${entry.id}\` says which, \`workspace model pull\` or \`import\` brings it again.`,
    },
  );
}
