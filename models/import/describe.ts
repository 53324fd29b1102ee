import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import type { Dtype, ModelEntry, Pooling } from '#models/catalog';
import { modelFiles, sizeOf } from '#models/files';
import { WorkspaceError } from '#src/errors';

/** What a folder of a model does not say itself, or says wrongly. */
export interface Description {
  /** Default: the name of the folder. */
  readonly name?: string | undefined;
  /** Default: what `1_Pooling/config.json` says. */
  readonly pooling?: Pooling | undefined;
  /** Tokens of one input; default: what tokenizer and architecture allow, and 512 at most. */
  readonly tokenWindow?: number | undefined;
  /** Default: what `config_sentence_transformers.json` says, or none. */
  readonly queryPrefix?: string | undefined;
  readonly passagePrefix?: string | undefined;
  /** Default: `fp32` where its weights are there. */
  readonly dtype?: Dtype | undefined;
  /** ISO 639-1 codes. */
  readonly languages?: readonly string[] | undefined;
  readonly licence?: string | undefined;
}

/** Attention over longer inputs takes gigabytes, and passages are short. */
const LONGEST_WINDOW = 512;

const NAME = /^\w[\w.-]*(?:\/\w[\w.-]*)?$/;

/**
 * The entry of a model from its folder in transformers.js layout, all but its revision.
 * Errors: `source_unreadable` for a folder that lacks a file or has one that cannot be read;
 * `invalid_query` for what must be given because the folder does not say it.
 */
export async function describeFolder(
  folder: string,
  given: Description,
): Promise<Omit<ModelEntry, 'revision'>> {
  const name = nameFor(folder, given.name);
  const dtype = given.dtype ?? (await dtypeIn(folder));
  await checkFilesIn(folder, dtype);
  const config = await json(folder, 'config.json');
  return {
    id: name,
    repository: name,
    dtype,
    dimensions: dimensionsOf(config),
    tokenWindow: given.tokenWindow ?? windowOf(config, await json(folder, 'tokenizer_config.json')),
    pooling: given.pooling ?? (await poolingIn(folder)),
    prefixes: await prefixesIn(folder, given),
    languages: given.languages ?? [],
    licence: given.licence ?? 'unknown',
    chooseWhen: 'It was imported here.',
  };
}

/** Errors: `invalid_query`. */
export function nameFor(folder: string, given?: string): string {
  const name = given ?? basename(resolve(folder));
  if (NAME.test(name)) return name;
  throw new WorkspaceError('invalid_query', `'${name.slice(0, 80)}' is no name for a model.`, {
    next: 'Give one with --name: letters, digits, and - _ . within it; one / may stand after an owner.',
  });
}

async function dtypeIn(folder: string): Promise<Dtype> {
  const isThere = async (dtype: Dtype) =>
    (await sizeOf(join(folder, modelFiles(dtype).at(-1) ?? ''))) !== undefined;
  return !(await isThere('fp32')) && (await isThere('quantised')) ? 'quantised' : 'fp32';
}

async function checkFilesIn(folder: string, dtype: Dtype): Promise<void> {
  for (const file of modelFiles(dtype))
    if ((await sizeOf(join(folder, file))) === undefined)
      throw unreadable(folder, `has no file ${file}`);
}

type Json = Readonly<Record<string, unknown>>;

async function json(folder: string, file: string): Promise<Json> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, file), 'utf8'));
    if (typeof parsed === 'object' && parsed !== null) return parsed as Json;
  } catch {
    // said below
  }
  throw unreadable(folder, `has a ${file} that is no JSON object`);
}

/** Nothing where the file is not there. */
const jsonIfThere = async (folder: string, file: string): Promise<Json | undefined> =>
  (await sizeOf(join(folder, file))) === undefined ? undefined : json(folder, file);

/** Names that architectures give the length of their vectors. */
const DIMENSIONS = ['hidden_size', 'dim', 'd_model', 'n_embd'] as const;

function dimensionsOf(config: Json): number {
  const found = DIMENSIONS.map((name) => config[name]).find(isSize);
  if (found !== undefined) return found;
  throw notSaid('how many dimensions its vectors have', 'config.json needs a hidden_size');
}

const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0;

/** These keep two positions for padding, so that an input has two tokens less. */
const TWO_LESS = /roberta|camembert|mpnet/;

/** A tokenizer without a limit says 10^30. */
function windowOf(config: Json, tokenizer: Json): number {
  const positions = Number(config['max_position_embeddings'] ?? Number.NaN);
  const kept = TWO_LESS.test(String(config['model_type'])) ? 2 : 0;
  const said = [positions - kept, Number(tokenizer['model_max_length'] ?? Number.NaN)];
  return Math.min(LONGEST_WINDOW, ...said.filter((size) => size > 0));
}

const POOLINGS: Readonly<Record<string, Pooling>> = {
  pooling_mode_cls_token: 'cls',
  pooling_mode_mean_tokens: 'mean',
};

async function poolingIn(folder: string): Promise<Pooling> {
  const said = (await jsonIfThere(folder, '1_Pooling/config.json')) ?? {};
  const modes = Object.keys(said).filter(
    (name) => said[name] === true && /^pooling_mode/.test(name),
  );
  const [mode = '', ...others] = modes;
  const pooling = POOLINGS[mode];
  if (pooling && others.length === 0) return pooling;
  const fault = modes.length === 0 ? 'there is no 1_Pooling/config.json' : modes.join(', ');
  throw notSaid('how token vectors become one', `give --pooling cls or mean (${fault})`);
}

async function prefixesIn(folder: string, given: Description): Promise<ModelEntry['prefixes']> {
  const said = await jsonIfThere(folder, 'config_sentence_transformers.json');
  const prompts = (said?.['prompts'] ?? {}) as Json;
  const prompt = (...names: readonly string[]) =>
    names.map((name) => prompts[name]).find((text) => typeof text === 'string') ?? '';
  return {
    query: given.queryPrefix ?? prompt('query'),
    passage: given.passagePrefix ?? prompt('passage', 'document'),
  };
}

const LAYOUT =
  'A model has config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx (or onnx/model_quantized.onnx).';

const unreadable = (folder: string, fault: string): WorkspaceError =>
  new WorkspaceError('source_unreadable', `The folder ${folder} ${fault}.`, { next: LAYOUT });

const notSaid = (what: string, next: string): WorkspaceError =>
  new WorkspaceError('invalid_query', `The folder does not say ${what}.`, {
    next: `${next.charAt(0).toUpperCase()}${next.slice(1)}.`,
  });
