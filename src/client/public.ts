import { createClient as clientOver, type Client } from '#src/client';

import { patient } from './patience.ts';
import type { FetchLike } from './transport.ts';

/**
 * `workspace-memory/client`: the service for other programs. Nothing here or below it needs more than
 * `fetch`, so that it runs in browsers, workers, Node, Bun and Deno (docs/client.md).
 */
export { ERROR_CODES, WorkspaceError } from '#src/errors';

export type { Client } from '#src/client';
export type { ErrorCode, InputIssue } from '#src/errors';
export type { KindName } from '#src/kinds/index';
export type { Hit, Mode, SearchResponse } from '#src/search/types';
export type * from './changes.ts';
export type * from './relations.ts';
export type * from './types.ts';
export type { FetchLike, Problem } from './transport.ts';

export interface ClientOptions {
  /** What the service asks for (WORKSPACE_TOKEN there). */
  readonly token?: string | undefined;
  /** The name of this program, which the history keeps with what it writes. */
  readonly agent?: string | undefined;
  /** The person that asks, whom the history names where no agent is named. */
  readonly user?: string | undefined;
  /** Gives up every request of this client. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the service begins to answer, beside what a request itself waits for; default 60,000. */
  readonly timeout?: number | undefined;
  /** How often a request is sent again that the service could not take up just now (503 with `Retry-After`); default 2. */
  readonly retries?: number | undefined;
  /** Default: the global one. */
  readonly fetch?: FetchLike | undefined;
}

/** `url`: where the service is, `http://127.0.0.1:8787`. Nothing is sent yet. Code: invalid_config, when it is no address. */
export function createClient(url: string | URL, options: ClientOptions = {}): Client {
  const { fetch = anywhere, token, agent, user, signal, ...rest } = options;
  const { timeout = 60_000, retries = 2 } = rest;
  return clientOver({
    fetch: patient(fetch, { timeout, retries, ...(signal && { signal }) }),
    url: String(url),
    ...(token !== undefined && { token }),
    ...(agent !== undefined && { agent }),
    ...(user !== undefined && { user }),
  });
}

const anywhere: FetchLike = (url, init) => globalThis.fetch(url, init);
