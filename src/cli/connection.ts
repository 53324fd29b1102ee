import { createClient, type Client } from '#src/client';
import type { Config } from '#src/config';
import { WorkspaceError } from '#src/errors';
import type { Service } from '#src/service';

import type { Io } from './io.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly db?: string;
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
}

/**
 * What a command needs of a database file: `write` makes one that is missing, `existing` does not
 * (a mistyped path must not leave a new file behind), `none` asks about the program alone.
 */
export type Access = 'write' | 'existing' | 'none';

/** The service, in this process (`local`) or elsewhere; commands talk to `client` and need not know which. */
export interface Connection {
  readonly client: Client;
  readonly local?: Service;
  /** The service's address, when it is elsewhere. */
  readonly url?: string;
  close(): Promise<void>;
}

/** `--url` or WORKSPACE_URL asks a service; `--db` on the command line outranks the environment. */
export async function connect(
  options: GlobalOptions,
  io: Io,
  access: Access = 'write',
): Promise<Connection> {
  if (options.url !== undefined && options.db !== undefined)
    throw new WorkspaceError('invalid_query', '--url and --db exclude each other.', {
      next: 'Give --url for a running service, or --db for a database file.',
    });
  const url = options.url ?? (options.db === undefined ? io.env['WORKSPACE_URL'] : undefined);
  return url ? remote(url, options.token ?? io.env['WORKSPACE_TOKEN']) : local(options, io, access);
}

function remote(url: string, token: string | undefined): Connection {
  const client = createClient({
    fetch: (at, init) => fetch(at, init),
    url,
    ...(token && { token }),
  });
  return { client, url, close: async () => {} };
}

/** Nobody listens here, so that what is wrong with these is no reason to refuse. */
const UNHEARD = { HOST: '', PORT: '', WORKSPACE_TOKEN: '' } as const;

/** The heavy imports wait until a database is really opened. */
async function local(options: GlobalOptions, io: Io, access: Access): Promise<Connection> {
  const [{ createService }, { packageRoot }] = await Promise.all([
    import('#src/service'),
    import('#src/package-root'),
  ]);
  const database = access === 'none' ? ':memory:' : options.db;
  const config = await configOf(io, { ...UNHEARD, DATABASE_URL: database });
  const mustExist = access === 'existing';
  const service = await createService(config, { root: packageRoot(), mustExist });
  return inProcess(service);
}

/** A connection to a service of this process, which may ask for its token like any other. */
export const inProcess = (service: Service, token?: string): Connection => ({
  client: createClient({
    fetch: (at, init) => service.app.request(at, init),
    ...(token !== undefined && { token }),
  }),
  local: service,
  close: () => service.close(),
});

/** The environment's settings, with what the command line says instead. Code: invalid_config. */
export async function configOf(
  { env }: Pick<Io, 'env'>,
  changes: Readonly<Record<string, string | undefined>>,
): Promise<Config> {
  const { readConfig } = await import('#src/config');
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return readConfig({ ...env, ...Object.fromEntries(given) });
}
