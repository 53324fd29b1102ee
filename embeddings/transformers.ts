import { WorkspaceError } from '#src/errors';
import type { ModelEntry } from '#models/catalog';
import type { PreTrainedModel, PreTrainedTokenizer, Tensor } from '@xenova/transformers';

import { batchesOf } from './batches.ts';
import type { CutRequest, Span, Use } from './embedder.ts';
import { createEncoder, type Encoder } from './encode.ts';
import { createModelCache } from './model-cache.ts';
import { cutText, type Chunking } from './passages.ts';
import { poolRows } from './pooling.ts';
import { locate, type Location, type ModelSource } from './source.ts';
import { failWhenStalled } from './stall.ts';

type Library = typeof import('@xenova/transformers');

/** A loaded model, used by one caller at a time. */
export interface Transformer {
  embed(texts: readonly string[], use: Use): Promise<Float32Array[]>;
  cut(requests: readonly CutRequest[], chunking: Chunking): (readonly Span[])[];
  /** Tokens of a text, without special ones. */
  count(text: string): number;
  dispose(): Promise<void>;
}

const STALL_TIMEOUT = 30_000;

/**
 * Loads a model: the only door to @xenova/transformers, which is imported here and not before.
 * It has one settings object for a process or worker thread, so there is one model for each of them.
 * Its runtime uses a thread for each physical core; it offers no setting for that.
 * Errors: `model_unavailable`, naming the folder or address that was tried.
 */
export async function loadTransformer(
  entry: ModelEntry,
  source: ModelSource,
): Promise<Transformer> {
  const location = locate(entry, source);
  try {
    const loaded = await failWhenStalled(source.stallTimeout ?? STALL_TIMEOUT, (progress) =>
      load(entry, { source, location, progress }),
    );
    const transformer = createTransformer(entry, loaded);
    await checkDimensions(entry, transformer);
    return transformer;
  } catch (cause) {
    throw unavailable(entry, location, cause);
  }
}

interface Loaded {
  readonly library: Library;
  readonly tokenizer: PreTrainedTokenizer;
  readonly model: PreTrainedModel;
}

interface Loading {
  readonly source: ModelSource;
  readonly location: Location;
  readonly progress: () => void;
}

async function load(entry: ModelEntry, { source, location, progress }: Loading): Promise<Loaded> {
  const library = await import('@xenova/transformers');
  configure(library, source, location);
  const options = {
    revision: entry.revision,
    quantized: entry.dtype === 'quantised',
    local_files_only: location.from === 'folder',
    progress_callback: progress,
  };
  const tokenizer = await library.AutoTokenizer.from_pretrained(location.name, options);
  const model = await library.AutoModel.from_pretrained(location.name, options);
  return { library, tokenizer, model };
}

function configure({ env }: Library, source: ModelSource, location: Location): void {
  const inFolder = location.from === 'folder';
  env.allowLocalModels = inFolder;
  env.allowRemoteModels = !inFolder;
  env.useFSCache = false;
  env.useCustomCache = !inFolder && source.cacheFolder !== undefined;
  if (inFolder) env.localModelPath = location.parent;
  else if (location.host !== undefined) env.remoteHost = location.host;
  if (!inFolder && source.cacheFolder !== undefined)
    env.customCache = createModelCache(source.cacheFolder);
}

function createTransformer(entry: ModelEntry, { library, tokenizer, model }: Loaded): Transformer {
  const encoder = createEncoder(entry, (text, special) =>
    tokenizer.encode(text, null, { add_special_tokens: special }),
  );
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
    const ids = tokenizer.encode(text, null, { add_special_tokens: false });
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
    ids.set(row.map(BigInt), index * width);
    mask.fill(1n, index * width, index * width + row.length);
  });
  const dims = [rows.length, width];
  return {
    input_ids: new Tensor('int64', ids, dims),
    attention_mask: new Tensor('int64', mask, dims),
  };
}

async function checkDimensions(entry: ModelEntry, transformer: Transformer): Promise<void> {
  const [vector] = await transformer.embed(['a'], 'passage');
  if (vector?.length === entry.dimensions) return;
  await transformer.dispose();
  throw new Error(
    `it makes vectors of ${vector?.length} dimensions and the catalog says ${entry.dimensions}`,
  );
}

function unavailable(entry: ModelEntry, { from, tried }: Location, cause: unknown): WorkspaceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new WorkspaceError(
    'model_unavailable',
    `The embedding model ${entry.id} cannot be loaded from ${tried}: ${reason}.`,
    {
      cause,
      next:
        from === 'folder'
          ? 'Copy the files of the model there again; one of them is damaged or of another model.'
          : 'Check that the address answers, or put the files of the model into the models folder.',
    },
  );
}
