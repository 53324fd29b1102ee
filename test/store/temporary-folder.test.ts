import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { temporaryFolder } from '#src/store/sqlite/temporary-folder';

const own = mkdtempSync(join(tmpdir(), 'own-'));
afterAll(() => rmSync(own, { recursive: true }));

/** A table that no cache holds, and what the process has open then. */
const OPENS_ONE = `
  const db = new (require('better-sqlite3'))(':memory:');
  db.pragma('temp.cache_size = 5');
  db.exec('CREATE TEMP TABLE t AS SELECT randomblob(500) AS b FROM json_each(json_array(' + '1,'.repeat(999) + '1))');
  const { readdirSync, readlinkSync } = require('node:fs');
  const link = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd); } catch { return ''; } };
  console.log(readdirSync('/proc/self/fd').map(link).find((path) => path.includes('etilqs')));`;

it.skipIf(process.platform !== 'linux').each([
  ['a folder', own],
  ['no folder', join(own, 'none')],
  ['nothing', undefined],
])('is where SQLite itself writes, when TMPDIR names %s', (_, TMPDIR) => {
  const env = { PATH: process.env['PATH'], ...(TMPDIR !== undefined && { TMPDIR }) };
  const file = execFileSync(process.execPath, ['-e', OPENS_ONE], { env, encoding: 'utf8' });
  expect(file.startsWith(join(temporaryFolder(TMPDIR ?? '/tmp'), '/'))).toBe(true);
});
