import type { BackupKeeper } from '#src/operations/backup';
import type { Installation } from '#src/operations/installation';
import type { SpaceModels } from '#src/operations/model-spaces';
import type { LocalModel } from '#src/operations/model-types';
import type { Search } from '#src/search/types';
import type { Store } from '#src/store/store';

import type { Metrics, SlowLog } from './observing/types.ts';

/** What can answer by meaning right now, for a status line. */
export interface EmbedderState {
  /** `unloaded`: not used for a while; the next question loads it again. */
  readonly state: 'ready' | 'loading' | 'unloaded' | 'failed';
  readonly model: string;
  /** Why it failed, as a sentence. */
  readonly reason?: string;
  /** What whoever runs this program must be told: its settings or its version do not fit the file. */
  readonly remark?: string;
}

/** Where the service writes what happens; pino's loggers fit. */
export interface Log {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

/** What a page may use to answer a visit. */
export interface VisitTools {
  /** Asks this very service as who visits would, with the credential of their browser. */
  ask(url: string, init: RequestInit): Promise<Response>;
}

/** The pages for people. They know the API as every client does. */
export interface Page {
  /** Undefined for a path that is no page's, unless a browser asks for it. */
  answer(request: Request, tools: VisitTools): Promise<Response | undefined>;
}

/** The door for agents (MCP). It knows the API as every client does. */
export interface Agents {
  answer(request: Request, tools: VisitTools): Promise<Response>;
}

/** All that the HTTP door needs. It listens to nothing and reads no environment. */
export interface AppDeps {
  readonly store: Store;
  readonly search: Search;
  /** Told after every write that records with text may have changed. */
  readonly indexer?: {
    poke(): void;
    /** Tries again at once what failed. */
    forgive?(): void;
    /** Why a space cannot be worked on for now, as a sentence. */
    faultOf?(space: string): string | undefined;
  };
  /** Of the model of the file's current space. */
  embedderState(): EmbedderState | Promise<EmbedderState>;
  /** Absent: no model can be chosen. */
  readonly models?: SpaceModels;
  /** The models that can be chosen; default: none is listed. */
  localModels?(): Promise<readonly LocalModel[]>;
  readonly version: string;
  /** Whether who asks holds the database itself, so that the folders that they name may be read later; default false. */
  readonly isOwner?: boolean;
  /** Asked of every /api request, when given. */
  readonly token?: string;
  /** Shown in the status. */
  readonly databasePath?: string;
  /** Largest body in bytes; default 10 MB. */
  readonly bodyLimit?: number;
  /** Largest body of an import in bytes; default 256 MB. */
  readonly importLimit?: number;
  /** Requests that may wait for changes at once; default 100. */
  readonly mostFollowers?: number;
  /** Whether a request whose Host header has this name is answered; default: any is. */
  acceptsHost?(hostname: string): boolean;
  /** Makes and lists backups; absent where there is no file. */
  readonly backups?: BackupKeeper;
  /** What the doctor looks at beside the file; default: nothing. */
  installation?(): Promise<Installation>;
  /** Served at `/mcp`; default: none. */
  readonly agents?: Agents;
  /** Served at `/` and beside the API; default: none. */
  readonly page?: Page;
  /** Served at `/metrics`; default: nothing is counted. */
  readonly metrics?: Metrics;
  /** Told of requests that take long; default: nothing is slow. */
  readonly slow?: SlowLog;
  /** Default: what nobody expected is not written anywhere. */
  readonly log?: Log;
}
