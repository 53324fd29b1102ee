import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';

import { run, temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
const database = () => join(folder.path, 'w.db');
const inDatabase = (...args: string[]) => run(['--db', database(), ...args]);
const damage = (by: string) => new Sqlite(database()).exec(by).close();
beforeAll(async () => {
  folder = await temporaryFolder();
  const docs = join(folder.path, 'core');
  await mkdir(docs);
  await writeFile(join(docs, 'a.md'), '# Take tasks from a queue\n\nAgents hold a lease.');
  await inDatabase('index', docs, '--repo', 'core');
});
afterAll(() => folder.remove());

describe('workspace doctor', () => {
  it('says that all is well', async () => {
    expect(await inDatabase('doctor')).toMatchObject({
      code: EXIT_CODES.ok,
      out: expect.stringMatching(/^\d+ checks: all is well\n$/) as string,
    });
  });

  it('fails on an error, and says what is wrong, where, and what to do', async () => {
    damage('UPDATE wm_vectors SET embedding = zeroblob(length(embedding))');
    const { code, out, err } = await inDatabase('doctor');
    expect(code).toBe(EXIT_CODES.failure);
    expect(out).toMatch(
      /^damaged_vector · error\n {2}1 vector is damaged\.\n {2}For example: documents .+\n {2}Run `workspace doctor --fix`\.\n\n\d+ checks: 1 error\n$/,
    );
    expect(err).toContain('Checks that found an error: 1.');
    const found = JSON.parse((await inDatabase('doctor', '--json')).out) as object;
    expect(found).toMatchObject({ findings: [{ check: 'damaged_vector', count: 1 }] });
  });

  it('mends what it found, and has it embedded before it ends', async () => {
    const { code, out } = await inDatabase('doctor', '--fix');
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toMatch(
      /^damaged_vector · mended\n {2}1 vector is damaged\.\n\n\d+ checks: all is well\n$/,
    );
    const status = JSON.parse((await inDatabase('status', '--json')).out) as object;
    expect(status).toMatchObject({ index: { pending: 0, passages: 1 } });
  });

  it('is what an answer without vectors names', async () => {
    damage(`UPDATE wm_vectors SET embedding = x'00'`);
    const { out } = await inDatabase('search', 'queue');
    expect(out).toContain('`workspace doctor --fix`');
    await inDatabase('doctor', '--fix');
    expect((await inDatabase('search', 'queue', '--strict')).code).toBe(EXIT_CODES.ok);
  });

  it('makes no database where there is none', async () => {
    const { code, err } = await run(['doctor', '--db', join(folder.path, 'none.db')]);
    expect(code).toBe(EXIT_CODES.failure);
    expect(err).toContain('There is no database');
  });
});

describe('workspace vacuum', () => {
  it('says what it gave back', async () => {
    const { code, out } = await inDatabase('vacuum');
    expect(code).toBe(EXIT_CODES.ok);
    expect(out).toMatch(/ before, .+ now: .+ · [\d.]+ s\n$/);
    const report = JSON.parse((await inDatabase('vacuum', '--json')).out) as object;
    expect(Object.keys(report)).toEqual(['before', 'after', 'seconds']);
  });
});

describe('workspace index --retry', () => {
  const fail = () =>
    damage(`INSERT INTO wm_jobs (space, row, due_at, attempts, reason)
      SELECT space, row, ${Date.now() + 600_000}, 3, 'too odd' FROM wm_spaces, wm_records WHERE text_hash IS NOT NULL`);

  it('says that nothing had failed', async () => {
    expect((await inDatabase('index', '--retry')).out).toBe('Nothing had failed.\n');
  });

  it('embeds what failed, which the status has named with its next try', async () => {
    fail();
    expect((await inDatabase('status')).out).toMatch(/too odd \(tried 3 times, again at .*Z\)/);
    const { code, out } = await inDatabase('index', '--retry');
    expect([code, out]).toEqual([EXIT_CODES.ok, '1 record tried again\n']);
  });

  it('embeds the one record that is named', async () => {
    fail();
    const listed = await inDatabase('list', 'doc', '--fields', 'id', '--json');
    const { items } = JSON.parse(listed.out) as { items: { id: string }[] };
    const id = items[0]?.id ?? '';
    expect((await inDatabase('index', '--retry', 'doc', id)).out).toBe('1 record tried again\n');
    expect((await inDatabase('index', '--retry', 'doc', 'nobody')).code).toBe(EXIT_CODES.missing);
    expect((await inDatabase('index', '--retry', 'doc')).code).toBe(EXIT_CODES.usage);
  });
});
