import { AsyncLocalStorage } from 'node:async_hooks';

import type { Context, MiddlewareHandler } from 'hono';

import type { Store } from '#src/store/store';

export const AGENT_HEADER = 'X-Workspace-Agent';
const LONGEST_NAME = 120;

interface NamedWriters {
  /** The store, to which every write says who asked for it. */
  readonly store: Store;
  readonly middleware: MiddlewareHandler;
}

/** The writer of the request at hand. */
const asking = new AsyncLocalStorage<string | undefined>();

/** What writes meanwhile writes as somebody whom the request names; without a name, as whoever asks. */
export const writingAs = <T>(writer: string | undefined, work: () => T): T =>
  writer === undefined ? work() : asking.run(writer.slice(0, LONGEST_NAME), work);

/** Lets the store know who writes, whichever route does it: `growth` counts them. */
export function nameWriters(store: Store): NamedWriters {
  return {
    store: {
      ...store,
      write: (batch) => {
        const writer = batch.writer ?? asking.getStore();
        return store.write({ ...batch, ...(writer !== undefined && { writer }) });
      },
    },
    middleware: (c, next) => asking.run(writerOf(c), next),
  };
}

/** The name that the client gives, or what is known of it; undefined for a caller in this process. */
function writerOf(c: Context): string | undefined {
  const given = c.req.header(AGENT_HEADER)?.trim();
  if (given) return given.slice(0, LONGEST_NAME);
  const address = addressOf(c.env);
  if (address === undefined) return undefined;
  return `${c.req.header('User-Agent') ?? 'a client'} at ${address}`.slice(0, LONGEST_NAME);
}

/** As Node's server hands it to the app; there is none for a request within this process. */
const addressOf = (env: unknown): string | undefined =>
  (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress;
