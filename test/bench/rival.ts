import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A passage as every system gets it. */
export interface Entry {
  readonly id: string;
  readonly text: string;
  readonly repo: string;
  readonly vector: Float32Array;
}

export interface RivalQuestion {
  readonly text: string;
  readonly vector: Float32Array;
  /** Only passages of this repository. */
  readonly repo?: string | undefined;
}

/** Another search engine, filled. */
export interface Rival {
  /** The ten best by words and meaning together. */
  ask(question: RivalQuestion): Promise<unknown>;
  close(): Promise<void>;
}

/** Versions that run on this project's Node; they are installed by the benchmark alone. */
export const PACKAGES = { '@lancedb/lancedb': '0.39.0', '@orama/orama': '3.1.18' } as const;

/** Milliseconds that npm may take. */
const PATIENCE = 240_000;

/** Loads packages from a folder of their own. */
export type LoadPackage = (name: keyof typeof PACKAGES) => unknown;

/** Installs the other engines into the folder; what npm says is the error. */
export async function installRivals(folder: string): Promise<LoadPackage> {
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const options = ['--no-save', '--no-audit', '--no-fund', '--prefix', folder];
  await promisify(execFile)('npm', ['install', ...options, ...wanted], {
    cwd: folder,
    timeout: PATIENCE,
  });
  return packagesIn(folder);
}

/** The packages of a folder in which they are installed already. */
export const packagesIn = (folder: string): LoadPackage => createRequire(join(folder, 'bench.js'));
