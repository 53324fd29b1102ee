import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';

import { run, temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

describe('a database that is not there', () => {
  it.each([
    { command: 'list task', code: EXIT_CODES.failure, makes: false },
    { command: 'search words', code: EXIT_CODES.failure, makes: false },
    { command: 'status', code: EXIT_CODES.failure, makes: false },
    { command: 'get task WS-TASK-001', code: EXIT_CODES.failure, makes: false },
    { command: 'index nowhere', code: EXIT_CODES.failure, makes: false },
    { command: 'kinds', code: EXIT_CODES.ok, makes: false },
    { command: 'add task title=First', code: EXIT_CODES.ok, makes: true },
  ])('is made by `$command`: $makes', async ({ command, code, makes }) => {
    const path = join(folder.path, 'new.db');
    const result = await run([...command.split(' '), '--db', path], { env: {} });
    expect(result.code).toBe(code);
    if (code !== EXIT_CODES.ok) expect(result.err).toMatch(/There is no database at|is no folder/);
    expect(existsSync(path)).toBe(makes);
  });
});
