import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';

import { run, startServer, temporaryFolder, TOKEN, type Folder } from './harness.ts';

let folder: Folder;
const at = (...names: string[]) => join(folder.path, ...names);
const inDatabase = (...args: string[]) => run(['--db', at('w.db'), ...args]);
beforeAll(async () => {
  folder = await temporaryFolder();
  await inDatabase('add', 'task', 'id=T-1', 'title=Measure the lock');
});
afterAll(() => folder.remove());

describe('workspace backup', () => {
  it('says where it is, what is in it, and what was compared', async () => {
    const { code, out } = await inDatabase('backup');
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toMatch(
      /backups\/w-[0-9a-f]{8}-\d{8}T\d{9}Z\.backup\.db\n.* · 1 record · 1 vector · [\d,]+ rows of \d+ tables compared · .*\n1 backup kept\n$/,
    );
    expect((await inDatabase('status')).out).toMatch(/^backup +\d{4}-/m);
    expect((await inDatabase('backup', '--list')).out).toMatch(/^\d{4}-.*\.backup\.db$/m);
  });

  it('goes where it is told to, keeps as many as it is told to, and answers programs', async () => {
    for (let made = 0; made < 3; made += 1)
      await inDatabase('backup', at('elsewhere'), '--keep', '2');
    expect(readdirSync(at('elsewhere')).length).toBe(2);
    const { out } = await inDatabase('backup', at('elsewhere'), '--keep', '2', '--json');
    expect(JSON.parse(out)).toMatchObject({
      ...{ directory: at('elsewhere'), kept: 2, records: 1, vectors: 1 },
      asked: { keyword: 'answered', vector: 'answered' },
    });
  });

  it('is made by a service in its own folder, and nowhere that a caller names', async () => {
    const server = await startServer(folder.path);
    const asked = (...args: string[]) =>
      run(['--url', server.url, '--token', TOKEN, 'backup', ...args]);
    try {
      expect((await asked()).out).toContain('served-');
      for (const args of [[at('mine')], ['--keep', '9']])
        expect(await asked(...args)).toMatchObject({ code: EXIT_CODES.usage, out: '' });
    } finally {
      await server.close();
    }
  });

  it('makes no database where there is none', async () => {
    const { code, err } = await run(['backup', '--db', at('none.db')]);
    expect(code).toBe(EXIT_CODES.failure);
    expect(err).toContain('There is no database');
  });
});

describe('workspace restore', () => {
  const backupIn = (name: string): string => at(name, readdirSync(at(name)).at(-1) ?? '');

  it('brings back what was, and keeps what is', async () => {
    await inDatabase('update', 'task', 'T-1', 'status=completed');
    const backup = backupIn('elsewhere');
    expect(await inDatabase('restore', backup)).toMatchObject({ code: EXIT_CODES.conflict });
    const { code, out } = await inDatabase('restore', backup, '--force');
    expect([code, out]).toEqual([0, expect.stringContaining('The database that was there is now')]);
    expect((await inDatabase('get', 'task', 'T-1')).out).toContain('pending');
    expect((await inDatabase('search', 'lock', '--strict')).out).toContain('Measure the lock');
    expect((await inDatabase('doctor')).code).toBe(0);
  });

  it('makes a database to look at beside the other', async () => {
    const { code, out } = await run([
      ...['restore', backupIn('elsewhere'), '--db', at('look.db'), '--json'],
    ]);
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ records: 1 })]);
  });

  it('says what is wrong with a file that it refuses', async () => {
    writeFileSync(at('bad.db'), 'bad');
    const { code, err } = await inDatabase('restore', at('bad.db'), '--force');
    expect([code, err]).toEqual([1, expect.stringContaining('bad.db is not a SQLite database')]);
  });

  it('is not done to a service', async () => {
    const { code, err } = await run(['restore', 'x.db', '--url', 'http://127.0.0.1:1']);
    expect([code, err]).toEqual([EXIT_CODES.usage, expect.stringContaining('Stop it')]);
  });
});
