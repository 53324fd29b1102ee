import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { EXIT_CODES } from '#src/cli/exit-codes';
import { openStore } from '#src/store/sqlite/open';
import { run, temporaryFolder, type Folder } from '#test/cli/harness';
import { MIGRATIONS } from '#test/support/temporary-store';

import { fillWorkspace } from './workspace.ts';

let folder: Folder;
let path: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, 'w.db');
  const store = openStore({ path, migrations: MIGRATIONS });
  await fillWorkspace(store);
  await store.close();
});
afterAll(() => folder.remove());

const ask = (args: readonly string[]) => run([...args, '--db', path]);

describe('commands that work', () => {
  it.each([
    ['related task T1', /^First\ntask T1\n[^]*^issues \(1 issue\)\n[^]*I1 +Named +open +HIGH/m],
    ['related task T1 workflow', /WF +Release[^]*^ {2}stages \(2 [^]*ST-1[^]*ST-2/m],
    ['related session SE decisions,activities', /activities \(1 [^]*decisions \(2 decisions\)/],
    ['related session SE decisions --limit 1', /decisions \(2 decisions, the first 1\)/],
    ['related decision D1 --kind task', /affects \(1 task\)[^]*implemented_by \(1 task\)/],
    ['related task T2', /missing: depends_on gone \(no workspace_tasks has this id\)/],
    ['related proposal P1', undefined],
    ['deps T3', /depends on 4, 3 of them open\n[^]*2 +T4 +Fourth +pending +T2[^]*^blocks 0/m],
    ['deps task T5', /cycle: T5 → T6 → T5/],
    ['deps issue I1 --depth 1', /There is more beyond this depth\./],
    ['tag add task T1 urgent second', /^T1: second, urgent$/m],
    ['list task -f tag=urgent', /T1 +First[^]*^1 task$/m],
    ['tag list task T1', /^T1: second, urgent$/m],
    ['tag remove task T1 second urgent', /^T1: no tags$/m],
    ['link add task T3 relates_to issue I2', /^linked T3 relates_to I2$/m],
    ['link add task T3 relates_to issue I2', /^already linked T3/m],
    ['related issue I2 relates_to', /relates_to \(1 task\)/],
    ['link remove task T3 relates_to issue I2', /^unlinked T3 relates_to I2$/m],
    ['related architecture_states STATE placements', /placements \(1 component placement\)/],
  ])('%s', async (command, shown) => {
    const { code, out, err } = await ask(command.split(' '));
    if (!shown) return expect(code).toBe(EXIT_CODES.missing);
    expect(err).toBe('');
    expect(out).toMatch(shown);
    expect(code).toBe(EXIT_CODES.ok);
  });

  it('answer with the JSON of the service', async () => {
    const related = JSON.parse((await ask(['related', 'nokind', 'X', '--json'])).err) as object;
    expect(related).toMatchObject({ code: 'unknown_kind' });
    const deps = await ask(['deps', 'T3', '--json']);
    expect(JSON.parse(deps.out)).toMatchObject({ kind: 'workspace_tasks', id: 'T3', blocks: [] });
    const tagged = await ask(['tag', 'list', 'task', 'T2', '--json']);
    expect(JSON.parse(tagged.out)).toEqual({ kind: 'workspace_tasks', id: 'T2', tags: [] });
  });
});

describe('what cannot be done', () => {
  it.each([
    { command: 'related task none', code: EXIT_CODES.missing, says: /no record 'none'/ },
    { command: 'related task T1 isues', code: EXIT_CODES.usage, says: /Did you mean 'issues'/ },
    { command: 'deps decision D1', code: EXIT_CODES.usage, says: /waits for nothing/ },
    { command: 'tag add task T1 a,b', code: EXIT_CODES.usage, says: /is no tag/ },
    { command: 'tag add task T1', code: EXIT_CODES.usage, says: /missing required argument/ },
    { command: 'link add task T1 affects task none', code: EXIT_CODES.conflict, says: /'none'/ },
    { command: 'link remove task T1 x task T2', code: EXIT_CODES.missing, says: /no link/ },
  ])('`$command` exits with $code and one line', async ({ command, code, says }) => {
    const result = await ask(command.split(' '));
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toMatch(says);
    expect(result.err.trimEnd()).not.toContain('\n');
  });
});
