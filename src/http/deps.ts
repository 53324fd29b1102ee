import type { Search } from '#src/search/types';
import type { Store } from '#src/store/store';

/** What can answer by meaning right now, for a status line. */
export interface EmbedderState {
  readonly state: 'ready' | 'loading' | 'failed';
  readonly model: string;
  /** Why it failed, as a sentence. */
  readonly reason?: string;
}

/** Where the service writes what happens; pino's loggers fit. */
export interface Log {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

/** All that the HTTP door needs. It listens to nothing and reads no environment. */
export interface AppDeps {
  readonly store: Store;
  readonly search: Search;
  /** Told after every write that records with text may have changed. */
  readonly indexer?: { poke(): void };
  embedderState(): EmbedderState;
  readonly version: string;
  /** Asked of every /api request, when given. */
  readonly token?: string;
  /** Shown in the status. */
  readonly databasePath?: string;
  /** Largest body in bytes; default 10 MB. */
  readonly bodyLimit?: number;
  /** Largest body of an import in bytes; default 256 MB. */
  readonly importLimit?: number;
  /** Whether a request whose Host header has this name is answered; default: any is. */
  acceptsHost?(hostname: string): boolean;
  /** Default: what nobody expected is not written anywhere. */
  readonly log?: Log;
}
