import { closest } from 'fastest-levenshtein';

import { WorkspaceError } from '#src/errors';

/** How token vectors become one: the first token's, or the mean over all tokens that are not padding. */
export type Pooling = 'cls' | 'mean';

/** Which weights are loaded: `onnx/model_quantized.onnx` or `onnx/model.onnx`. */
export type Dtype = 'quantised' | 'fp32';

/** What is known about an embedding model. Every model's vectors are cut to unit length. */
export interface ModelEntry {
  readonly id: string;
  /** Repository on a model hub, and name of its folder below a models folder. */
  readonly repository: string;
  /** Commit of that repository; a folder on this machine is taken as it is. */
  readonly revision: string;
  readonly dtype: Dtype;
  readonly dimensions: number;
  /** Tokens that one input may have, special tokens and prefix included. */
  readonly tokenWindow: number;
  readonly pooling: Pooling;
  /** What its makers say must stand before a text. */
  readonly prefixes: { readonly query: string; readonly passage: string };
  /** ISO 639-1 codes, or `many`. */
  readonly languages: readonly string[];
  readonly licence: string;
  readonly chooseWhen: string;
  /** SHA-256 of files, where it is known beforehand; the hub says those of its large files itself. */
  readonly sha256?: Readonly<Record<string, string>>;
}

const NO_PREFIXES = { query: '', passage: '' } as const;

/**
 * Known models; the first is the default and ships with the project.
 * The transformers run at fp32: their quantised files scale activations over the whole batch, so that
 * a text's vector would depend on the texts beside it. (The shipped model quantises its rows only.)
 * Windows, pooling and prefixes are those of each model's card; all-MiniLM-L6-v2 was trained on and
 * cuts at 256 word pieces although its architecture takes 512.
 */
export const MODELS: readonly [ModelEntry, ...ModelEntry[]] = [
  {
    id: 'workspace-static-en-v1',
    repository: 'workspace-static-en-v1',
    revision: 'main', // not on a hub; its version is part of its name
    dtype: 'quantised',
    dimensions: 256,
    tokenWindow: 512,
    pooling: 'cls',
    prefixes: NO_PREFIXES,
    languages: ['en'],
    licence: 'MIT',
    chooseWhen: 'Nothing may be downloaded, or thousands of passages must be embedded a second.',
  },
  {
    id: 'Xenova/all-MiniLM-L6-v2',
    repository: 'Xenova/all-MiniLM-L6-v2',
    revision: 'cb3d680149bf9a3209564e1b27ab3bb355b65707',
    dtype: 'fp32',
    dimensions: 384,
    tokenWindow: 256,
    pooling: 'mean',
    prefixes: NO_PREFIXES,
    languages: ['en'],
    licence: 'Apache-2.0',
    chooseWhen: 'Short English texts, and the smallest download of a real transformer (90 MB).',
  },
  {
    id: 'Xenova/bge-small-en-v1.5',
    repository: 'Xenova/bge-small-en-v1.5',
    revision: 'c7bf542b0617f9e91f4797a0f805af175dbdd0bf',
    dtype: 'fp32',
    dimensions: 384,
    tokenWindow: 512,
    pooling: 'cls',
    prefixes: {
      query: 'Represent this sentence for searching relevant passages: ',
      passage: '',
    },
    languages: ['en'],
    licence: 'MIT',
    chooseWhen: 'English questions against longer passages; usually the best English ranking here.',
  },
  {
    id: 'Xenova/gte-small',
    repository: 'Xenova/gte-small',
    revision: '77722e7b8415efb61a504383b4c3f8857975caa3',
    dtype: 'fp32',
    dimensions: 384,
    tokenWindow: 512,
    pooling: 'mean',
    prefixes: NO_PREFIXES,
    languages: ['en'],
    licence: 'MIT',
    chooseWhen:
      'English, with similar-record questions as frequent as searches: it needs no prefixes.',
  },
  {
    id: 'Xenova/multilingual-e5-small',
    repository: 'Xenova/multilingual-e5-small',
    revision: '97cb8f96eaed1a1f0dac821239943e854fce9c36',
    dtype: 'fp32',
    dimensions: 384,
    tokenWindow: 512,
    pooling: 'mean',
    prefixes: { query: 'query: ', passage: 'passage: ' },
    languages: ['many'],
    licence: 'MIT',
    chooseWhen:
      'Texts in other languages than English, or questions in another language than the texts.',
  },
];

export const DEFAULT_MODEL = MODELS[0];

/** The models that can be chosen. It is read once, where the program is put together, and handed on. */
export interface Catalog {
  readonly entries: readonly ModelEntry[];
  /**
   * The entry whose id, or part of it after the slash, is `id` (letter case does not matter).
   * Errors: `invalid_config`, naming the nearest known model.
   */
  find(id: string): ModelEntry;
  /** The same, where it is no error that there is none. */
  lookUp(id: string): ModelEntry | undefined;
}

/** The known models, and those that were imported; where both have a name, the known one counts. */
export function createCatalog(imported: readonly ModelEntry[] = []): Catalog {
  const known = new Set(MODELS.map(({ id }) => id));
  const entries = [...MODELS, ...imported.filter(({ id }) => !known.has(id))];
  const lookUp = (id: string) => {
    const wanted = id.toLowerCase();
    return entries.find((entry) => namesOf(entry).includes(wanted));
  };
  return { entries, lookUp, find: (id) => lookUp(id) ?? unknown(id, entries) };
}

function unknown(id: string, entries: readonly ModelEntry[]): never {
  const ids = entries.map((entry) => entry.id);
  throw new WorkspaceError(
    'invalid_config',
    `The embedding model "${id}" is not known; the nearest is "${closest(id, ids)}".`,
    {
      next: `Choose one of: ${ids.join(', ')}; or bring it in with \`workspace model import <folder>\`.`,
    },
  );
}

const namesOf = ({ id }: ModelEntry): readonly string[] => {
  const name = id.toLowerCase();
  return [name, name.slice(name.indexOf('/') + 1)];
};
