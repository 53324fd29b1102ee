import type { ErrorCode } from '#src/errors';
import type { ModelEntry } from '#models/catalog';

import type { CutRequest, Span, Use } from './embedder.ts';
import type { PackedVectors } from './packed.ts';
import type { Chunking } from './passages.ts';

/** What passes between an embedder and its worker thread. */
export interface Calls {
  readonly load: { readonly request: object; readonly value: null };
  readonly embed: {
    readonly request: { readonly texts: readonly string[]; readonly use: Use };
    readonly value: PackedVectors;
  };
  readonly cut: {
    readonly request: { readonly requests: readonly CutRequest[] };
    readonly value: readonly (readonly Span[])[];
  };
}
export type CallName = keyof Calls;

/** One call. Ids are never used twice by one embedder. */
export type CallMessage = {
  readonly [Name in CallName]: {
    readonly id: number;
    readonly call: Name;
  } & Calls[Name]['request'];
}[CallName];

/** `close` has no answer: the thread ends. */
export type WorkerMessage = CallMessage | { readonly call: 'close' };

/** A WorkspaceError, as far as it survives being posted. */
export interface PostedError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly next?: string;
}

export type ReplyMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: PostedError };

/** What a worker thread is started with. */
export interface WorkerData {
  readonly entry: ModelEntry;
  /** Folder with all files of the model. */
  readonly folder: string;
  readonly chunking: Chunking;
  /** Whether other threads go first; see `yieldToOthers`. */
  readonly yields: boolean;
}
