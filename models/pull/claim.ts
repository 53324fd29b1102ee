import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Who fills a folder of unfinished files: `<host>~<process>~<id>` is one at work, `left~<id>` was given up.
 * Only one process can rename a folder, so that is what taking it means; no lock has to be looked after.
 */
export interface Claim {
  readonly folder: string;
  /** Leaves what is there to the next one. */
  release(): Promise<void>;
}

const LEFT = 'left';

/**
 * Takes a folder below `root` that nobody fills any more, with what is in it, or makes one.
 * `busy` are the folders of others who are at work, and may have ended meanwhile; with `anyway` that does
 * not matter.
 * Errors: those of the file system.
 */
export async function claim(
  root: string,
  anyway: boolean,
): Promise<Claim | { readonly busy: readonly string[] }> {
  await seed(root);
  const found = await readdir(root).catch(() => []); // the last one may just have left it
  const folder = join(root, [hostname(), process.pid, randomUUID()].join('~'));
  for (const name of found.filter(isFree))
    if (await renamed(join(root, name), folder)) return claimOf(root, folder);
  const busy = found.filter((name) => !isFree(name)).map((name) => join(root, name));
  if (!anyway) return { busy };
  await mkdir(folder, { recursive: true });
  return claimOf(root, folder);
}

/** Puts one free folder where there is none, in one step, so that of two who come at once only one gets it. */
async function seed(root: string): Promise<void> {
  await mkdir(dirname(root), { recursive: true });
  const seeded = await mkdtemp(join(dirname(root), 'seed~'));
  await mkdir(join(seeded, `${LEFT}~${randomUUID()}`));
  await rename(seeded, root).catch(() => rm(seeded, { recursive: true })); // there is one
}

const claimOf = (root: string, folder: string): Claim => ({
  folder,
  release: async () => void (await renamed(folder, join(root, `${LEFT}~${randomUUID()}`))),
});

/** Removes a folder of claims, and that of all of them, unless somebody else has something there. */
export async function tidy(root: string): Promise<void> {
  for (const folder of [root, dirname(root)]) await rmdir(folder).catch(() => undefined);
}

/** Removes what was left to the next one, when there will be none. */
export async function discardFree(root: string): Promise<void> {
  for (const name of (await readdir(root)).filter(isFree))
    await rm(join(root, name), { recursive: true, force: true });
}

/** Given up, or of a process of this machine that has ended. */
function isFree(name: string): boolean {
  const [host, pid] = name.split('~');
  return host === LEFT || (host === hostname() && !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // of another user
  }
}

/** False when another one was faster. */
const renamed = (from: string, to: string): Promise<boolean> =>
  rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

/** Bytes in some folders; it grows while somebody is at work. */
export async function bytesIn(folders: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder, { recursive: true }).catch(() => []);
      const stats = names.map((name) => stat(join(folder, name)).catch(() => undefined));
      return (await Promise.all(stats)).reduce((sum, each) => sum + (each?.size ?? 0), 0);
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
