import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { presentFolder } from '#embeddings/source';
import { checkFiles, readCatalog } from '#models/installed';
import type { Config } from '#src/config';
import { sourceOf } from '#src/model-choice';
import type { BackupKeeper } from '#src/operations/backup';
import type { Installation, PathRights } from '#src/operations/installation';
import type { Store } from '#src/store/store';

interface Inspecting {
  readonly config: Config;
  /** The package's folder. */
  readonly root: string;
  readonly store: Pick<Store, 'engine'>;
  readonly backups: BackupKeeper;
  /** The model of the file. */
  model(): Promise<string>;
}

/** Looks at the machine: Node, the engine, the files of the model, rights, room, clock and backups. Only reads. */
export async function inspectInstallation(inspecting: Inspecting): Promise<Installation> {
  const { config, root, backups, store } = inspecting;
  const path = resolve(config.database);
  const folder = dirname(path);
  const engine = await store.engine().catch((error: unknown) => ({ fault: String(error) }));
  const isFile = existsSync(path);
  return {
    node: { version: process.versions.node, least: leastNode(root) },
    ...('fault' in engine && { engineFault: engine.fault }),
    modelFaults: await modelFaults(inspecting),
    paths: isFile ? [folder, path, `${path}-wal`, `${path}-shm`].flatMap(rightsOf) : [],
    disk: { folder, ...(isFile ? roomIn(folder, path) : { free: Infinity, needed: 0 }) },
    clock: { now: Date.now(), newest: 'fault' in engine ? 0 : (engine.newest ?? 0) },
    backups: await backups.state(),
  };
}

function leastNode(root: string): string {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines?: { node?: string };
  };
  return engines?.node?.replace(/^\D+/, '') ?? '0';
}

/** A model that is not here, or not known, is told of elsewhere. */
async function modelFaults({ config, root, model }: Inspecting): Promise<readonly string[]> {
  const catalog = await readCatalog(config.models);
  const entry = catalog.lookUp(await model());
  const folder = entry && (await presentFolder(entry, sourceOf(entry, { config, root, catalog })));
  if (!entry || folder === undefined) return [];
  const files = await checkFiles(folder, entry);
  return files
    .filter(({ state }) => state === 'wrong' || state === 'missing')
    .map(({ file, state }) => `${join(folder, file)} is ${state}`);
}

function rightsOf(path: string): readonly PathRights[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  const isSticky = (found.mode & 0o1000) !== 0;
  return [
    {
      path,
      readable: may(path, constants.R_OK),
      writable: may(path, found.isDirectory() ? constants.W_OK | constants.X_OK : constants.W_OK),
      open: (found.mode & 0o002) !== 0 && !isSticky,
    },
  ];
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function roomIn(folder: string, path: string): { free: number; needed: number } {
  const { bavail, bsize } = statfsSync(folder);
  return { free: bavail * bsize, needed: statSync(path).size };
}
