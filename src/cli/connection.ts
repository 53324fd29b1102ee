import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { createClient, type Client } from '#src/client';
import type { TransportOptions } from '#src/client/transport';
import type { Config } from '#src/config';
import { WorkspaceError } from '#src/errors';
import type { Service } from '#src/service';
import type { OpenLegacy } from '#src/store/legacy';
import type { Restored, RestoreRequest } from '#src/store/restore';

import type { Io } from './io.ts';
import { userOf } from './who.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly db?: string;
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
}

/**
 * What a command needs of a database file: `write` makes one that is missing, `existing` does not
 * (a mistyped path must not leave a new file behind), `any` does without one, `none` asks about the program alone.
 */
export type Access = 'write' | 'existing' | 'any' | 'none';

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
  const caller = { agent: io.env['WORKSPACE_AGENT'], user: userOf(io) };
  return url
    ? remote(url, { token: options.token ?? io.env['WORKSPACE_TOKEN'], ...caller })
    : inProcess(await local(options, io, access), caller);
}

/** How a command makes itself known to a service. */
interface Caller {
  readonly token?: string | undefined;
  /** Default: the service goes by the process, or by the address that asks. */
  readonly agent?: string | undefined;
  /** Whom the history names then. */
  readonly user?: string | undefined;
}

function remote(url: string, caller: Caller): Connection {
  const client = createClient({ fetch: (at, init) => fetch(at, init), url, ...given(caller) });
  return { client, url, close: async () => {} };
}

/** Nobody listens here, so that what is wrong with these is no reason to refuse. */
const UNHEARD = { HOST: '', PORT: '', WORKSPACE_TOKEN: '' } as const;

/** The heavy imports wait until a database is really opened. */
async function local(options: GlobalOptions, io: Io, access: Access): Promise<Service> {
  const [{ createService }, { packageRoot }] = await Promise.all([
    import('#src/service'),
    import('#src/package-root'),
  ]);
  const database = access === 'none' ? ':memory:' : options.db;
  const config = await configOf(io, { ...UNHEARD, DATABASE_URL: database });
  const mustExist = access === 'existing';
  const isMissing = access === 'any' && !existsSync(config.database);
  const opened = isMissing ? { ...config, database: ':memory:' } : config;
  return createService(opened, { root: packageRoot(), mustExist });
}

/** The settings of a command that asks no service. Code: invalid_config. */
export const settingsOf = (io: Io, db?: string): Promise<Config> =>
  configOf(io, { ...UNHEARD, DATABASE_URL: db });

/** The file that a command works on when no service is asked. Code: invalid_config. */
export const databaseOf = async (io: Io, db?: string): Promise<string> =>
  (await settingsOf(io, db)).database;

/** Where exports go unless told otherwise. Code: invalid_config. */
export const exportDirectoryOf = async (io: Io, db?: string): Promise<string> =>
  (await settingsOf(io, db)).exportDirectory;

/** Opens an older database for reading, for consolidation. */
export const openLegacy: OpenLegacy = async (path) =>
  (await import('#src/service')).openLegacy(path);

/** Puts a backup in a database's place. Codes: those of `RestoreFile`. */
export async function restore(request: Omit<RestoreRequest, 'migrations'>): Promise<Restored> {
  const [{ restoreFile }, { packageRoot }] = await Promise.all([
    import('#src/service'),
    import('#src/package-root'),
  ]);
  return restoreFile({ ...request, migrations: join(packageRoot(), 'migrations') });
}

/** A connection to a service of this process, which may ask for its token like any other. */
export const inProcess = (service: Service, caller: Caller = {}): Connection => ({
  client: createClient({ fetch: (at, init) => service.app.request(at, init), ...given(caller) }),
  local: service,
  close: () => service.close(),
});

const given = ({ token, agent, user }: Caller): Pick<TransportOptions, keyof Caller> => ({
  ...(token && { token }),
  ...(agent && { agent }),
  ...(user && { user }),
});

/** The environment's settings, with what the command line says instead. Code: invalid_config. */
export async function configOf(
  { env }: Pick<Io, 'env'>,
  changes: Readonly<Record<string, string | undefined>>,
): Promise<Config> {
  const { readConfig } = await import('#src/config');
  const chosen = Object.entries(changes).filter(([, value]) => value !== undefined);
  return readConfig({ ...env, ...Object.fromEntries(chosen) });
}
