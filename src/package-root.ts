import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, with its `migrations` and `models`: the nearest one above this file with a package.json. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('This program lies outside its package.');
    folder = above;
  }
  return folder;
}

/** How people call the command: in a checkout of the sources it is not on their path. */
export const commandName = (): string =>
  existsSync(join(packageRoot(), 'tsconfig.json')) ? 'npx workspace' : 'workspace';

export function packageVersion(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
