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

interface EmbedderInfo {
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
