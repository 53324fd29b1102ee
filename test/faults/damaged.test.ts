import { chmodSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { WorkspaceError } from '#src/errors';
import { openStore } from '#src/store/sqlite/open';
import { asWorkspaceError } from '#src/store/sqlite/sqlite-error';
import { asNobody } from '#test/support/as-nobody';
import { MIGRATIONS } from '#test/support/temporary-store';

const folder = mkdtempSync(join(tmpdir(), 'workspace-damage-'));
afterAll(() => rmSync(folder, { recursive: true }));
const open = (path: string) => openStore({ path, migrations: MIGRATIONS, maintenance: 'here' });

const pair = (at: number) => ({
  operations: ['a', 'b'].map((side) => ({
    ...({
      op: 'put',
      kind: 'cross_repo_issues',
      id: `${side}-${String(at).padStart(3, '0')}`,
    } as const),
    value: { title: `Issue ${at}`, type: 't', severity: 'LOW', description: `Pair ${at}.` },
  })),
});

async function pairsIn(path: string): Promise<readonly (readonly string[])[]> {
  const store = open(path);
  const { items } = await store.list({ kind: 'cross_repo_issues', sort: [], limit: 1_000 });
  await store.close();
  const ids = items.map(({ id }) => String(id));
  return ['a', 'b'].map((side) =>
    ids.flatMap((id) => (id.startsWith(side) ? [id.slice(2)] : [])).sort(),
  );
}

describe('a log that is cut short', () => {
  it('loses what came after the cut, and never a part of a write', async () => {
    const path = join(folder, 'log.db');
    const store = open(path);
    for (let at = 0; at < 20; at += 1) await store.write(pair(at));
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)]; // as a crash leaves them
    await store.close();
    const whole = Array.from({ length: 20 }, (_, at) => String(at).padStart(3, '0'));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: log.length }), async (length) => {
        const cut = join(folder, 'cut.db');
        for (const suffix of ['', '-wal', '-shm']) rmSync(cut + suffix, { force: true });
        writeFileSync(cut, file);
        writeFileSync(`${cut}-wal`, log);
        truncateSync(`${cut}-wal`, length);
        const [a, b] = await pairsIn(cut);
        expect(a).toEqual(b);
        expect(a).toEqual(whole.slice(0, a?.length ?? 0));
      }),
      { numRuns: 15, examples: [[log.length], [0]] },
    );
  }, 120_000);
});

describe('a file that cannot be written', () => {
  it('is refused with its path and what to do, and stays as it was', async () => {
    const own = mkdtempSync(join(tmpdir(), 'workspace-read-only-'));
    const path = join(own, 'w.db');
    await open(path).close();
    const before = readFileSync(path);
    chmodSync(path, 0o444);
    await asNobody(own, async () => {
      chmodSync(own, 0o555);
      const error = await Promise.resolve()
        .then(() => open(path))
        .then((store) => store.write(pair(1)))
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
      expect(error).toBeInstanceOf(WorkspaceError);
      const { code, message, next } = error as WorkspaceError;
      expect(['database_read_only', 'source_unreadable']).toContain(code);
      expect([message, next]).toEqual([
        expect.stringContaining(path),
        expect.stringContaining('permissions'),
      ]);
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    rmSync(own, { recursive: true });
  });
});

describe('a native part that cannot be loaded', () => {
  it('is told of with how to install it again', async () => {
    const { default: Sqlite } = await import('better-sqlite3');
    const binary = join(folder, 'other-machine.node');
    writeFileSync(binary, 'not for this machine');
    const load = () => new Sqlite(':memory:', { nativeBinding: binary });
    let thrown: unknown;
    try {
      load();
    } catch (error) {
      thrown = asWorkspaceError(error, ':memory:');
    }
    expect(thrown).toMatchObject({
      code: 'installation_broken',
      next: expect.stringContaining('npm rebuild better-sqlite3') as string,
    });
  });
});
