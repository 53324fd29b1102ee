import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where SQLite looks for a folder when `TMPDIR` names none (`azTempDirs` of its os_unix.c). */
const USUAL = ['/var/tmp', '/usr/tmp', '/tmp', '.'];
/** What Node says then. */
const UNNAMED = '/tmp';

/**
 * The folder of SQLite's temporary files, a copy by VACUUM among them; `named` is what Node takes
 * for it. Who has set `TMPDIR` to /tmp itself is taken for somebody who has not set it.
 */
export function temporaryFolder(named = tmpdir()): string {
  if (process.platform === 'win32') return named;
  const first = named === UNNAMED ? [] : [named];
  return [...first, ...USUAL].find(isUsable) ?? named;
}

function isUsable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}
