import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Io } from '#src/cli/io';
import { runCommand } from '#src/cli/program';
import { readConfig } from '#src/config';
import { listen } from '#src/http/listen';
import { packageRoot } from '#src/package-root';
import { createService, type Service } from '#src/service';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Width of the terminal that the command writes to; none when it writes to a file. */
  readonly columns?: number;
  readonly untilStopped?: () => Promise<void>;
}

/** Runs a command in this process, in a world of its own. */
export async function run(args: readonly string[], world: World = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  const terminal = world.columns === undefined ? {} : { isTTY: true, columns: world.columns };
  const io: Io = {
    env: world.env ?? {},
    stdout: { write: (text) => (written.out += text), ...terminal },
    stderr: { write: (text) => (written.err += text), ...terminal },
    readStdin: async () => world.stdin ?? '',
    untilStopped: world.untilStopped ?? (() => Promise.resolve()),
  };
  return { code: await runCommand(args, io), ...written };
}

export interface Folder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'workspace-cli-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface TestServer {
  readonly url: string;
  readonly service: Service;
  close(): Promise<void>;
}

export const TOKEN = 'a-token-for-the-tests';

/** A served database of its own, which keeps its index in step and asks for `TOKEN`. */
export async function startServer(folder: string): Promise<TestServer> {
  const config = readConfig({ DATABASE_URL: join(folder, 'served.db'), WORKSPACE_TOKEN: TOKEN });
  const service = await createService(config, { root: packageRoot(), door: 'network' });
  const listener = await listen(service.app, { host: '127.0.0.1', port: 0 });
  service.indexer.start();
  return {
    url: listener.url,
    service,
    close: async () => {
      await listener.close();
      await service.close();
    },
  };
}
