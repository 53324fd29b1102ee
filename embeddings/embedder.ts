/** The port to an embedding model. Text of a query and text that is searched can need different prefixes. */
export type Use = 'query' | 'passage';

/** Part of a text that fits the token window: UTF-16 offsets into it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text to be cut: `header` is put before each of its passages and counts towards the window. */
export interface CutRequest {
  readonly header: string;
  readonly text: string;
}

export interface EmbedderInfo {
  /** Hash over everything that changes a vector: model, revision, dtype, dimensions, prefixes, pooling, chunking, template. */
  readonly fingerprint: string;
  /**
   * Hash over what decides which vectors can be compared: model, revision, dtype, dimensions, prefixes,
   * pooling. A query can be compared with passages that were cut or headed in another way.
   */
  readonly queryFingerprint: string;
  /** Catalog id. */
  readonly model: string;
  readonly dimensions: number;
  /** Rises with each version of the program that cuts or heads texts otherwise; 1 when absent. */
  readonly generation?: number;
}

/**
 * Guarantees, held by `test/contract/embedder.ts`:
 * - `embed` answers one unit-length vector of `dimensions` for each text, in order, the same for the same text
 *   however it is batched (to 1e-5); a query of which the model knows no word has no meaning: its
 *   vector is empty;
 * - `cut` covers every character of each text that is not white space, each span with its header within the token window;
 * - calls are served in order; a failed call fails alone.
 * Errors, as WorkspaceError: `model_unavailable` when there is no model, so that no text can be embedded or cut now;
 * `embedding_failed` when the model is there but not up to these texts (an error or a crash of it, or a call
 * that took too long): with fewer or other texts the next call may go well.
 */
export interface Embedder {
  readonly info: EmbedderInfo;
  embed(texts: readonly string[], use: Use): Promise<readonly Float32Array[]>;
  cut(requests: readonly CutRequest[]): Promise<readonly (readonly Span[])[]>;
  close(): Promise<void>;
}

/**
 * `loading` is also the state of a model that nobody has asked for yet; one that is `unloaded` was not
 * used for so long that its memory was given back, and the next call loads it again.
 */
export type EmbedderState =
  | { readonly state: 'loading' | 'ready' | 'unloaded' }
  | { readonly state: 'failed'; readonly reason: string };

/** A model that is loaded when it is needed. */
export interface Loadable {
  state(): EmbedderState;
  /** Loads the model now instead of with the first call; asked again after a failure, it tries again. */
  load(): Promise<void>;
}

/** An embedder that may have to be loaded; without `state` there is nothing to load. */
export type AnyEmbedder = Embedder & Partial<Loadable>;

/** Embedders by their models: a file's spaces can come from several. */
export interface Embedders {
  /** Catalog id of the model that a new file begins with. */
  readonly first: string;
  /** One with that model, the same each time; undefined for a model that is not known here. */
  of(model: string): Promise<AnyEmbedder | undefined>;
}

/** A single embedder stands for all: whether its vectors fit a space, its fingerprints say. */
export const embeddersOf = (given: AnyEmbedder | Embedders): Embedders =>
  'of' in given ? given : { first: given.info.model, of: async () => given };
