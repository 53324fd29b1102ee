import { AsyncLocalStorage } from 'node:async_hooks';

import type { Context, MiddlewareHandler } from 'hono';

import type { Store } from '#src/store/store';

export const AGENT_HEADER = 'X-Workspace-Agent';
/** The person, where no agent is named: several agents may work for one. */
const USER_HEADER = 'X-Workspace-User';
const LONGEST_NAME = 120;

interface NamedWriters {
  /** The store, to which every write says who asked for it. */
  readonly store: Store;
  readonly middleware: MiddlewareHandler;
}

/** Who counts as a writer, and whom the history names. */
interface Asking {
  readonly writer?: string | undefined;
  readonly who?: string | undefined;
}

/** Those of the request at hand. */
const asking = new AsyncLocalStorage<Asking>();

/** What writes meanwhile writes as somebody whom the request names; without a name, as whoever asks. */
export const writingAs = <T>(writer: string | undefined, work: () => T): T =>
  writer === undefined ? work() : asking.run(cut({ writer, who: writer }), work);

/** Lets the store know who writes, whichever route does it: `growth` counts them. */
export function nameWriters(store: Store): NamedWriters {
  return {
    store: {
      ...store,
      write: (batch) => {
        const { writer, who } = asking.getStore() ?? {};
        return store.write({
          ...(writer !== undefined && { writer }),
          ...(who !== undefined && { who }),
          ...batch,
        });
      },
    },
    middleware: (c, next) => asking.run(cut(askingIn(c)), next),
  };
}

/** The names that the client gives, or what is known of it; nothing of a caller in this process. */
function askingIn(c: Context): Asking {
  const agent = c.req.header(AGENT_HEADER)?.trim() || undefined;
  const user = c.req.header(USER_HEADER)?.trim() || undefined;
  const writer = agent ?? clientOf(c);
  return { writer, who: agent ?? user ?? writer };
}

function clientOf(c: Context): string | undefined {
  const address = addressOf(c.env);
  return address && `${c.req.header('User-Agent') ?? 'a client'} at ${address}`;
}

const cut = ({ writer, who }: Asking): Asking => ({
  writer: writer?.slice(0, LONGEST_NAME),
  who: who?.slice(0, LONGEST_NAME),
});

/** As Node's server hands it to the app; there is none for a request within this process. */
const addressOf = (env: unknown): string | undefined =>
  (env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming?.socket
    ?.remoteAddress;
