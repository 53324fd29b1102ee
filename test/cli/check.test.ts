import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Checked } from '#src/cli/check/check';
import { readBatches } from '#src/cli/check/files';

import { run, temporaryFolder, type Folder } from './harness.ts';

const KONG =
  '# Use Kong for the API gateway\n\n* Status: accepted\n* Date: 2024-01-01\n\n## Context\n\nRequests.\n\n## Decision\n\nUse Kong.\n';
const DISK =
  '# Files on disk\n\n* Status: accepted\n* Date: 2024-01-02\n\n## Context\n\nx\n\n## Decision\n\nDisk.\n';
const adr = (
  title: string,
  facts: readonly string[],
  more = '## Context\n\nx\n\n## Decision\n\ny\n',
) => `# ${title}\n\n${facts.map((fact) => `* ${fact}`).join('\n')}\n\n${more}`;
const FACTS = ['Status: proposed', 'Date: 2024-03-01'];

let folder: Folder;
let home: string;
const env = { PATH: process.env['PATH'] ?? '' };
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
    cwd: folder.path,
    encoding: 'utf8',
  });
const inDatabase = (...args: string[]) => run(['--db', join(home, 'w.db'), ...args], { env });
const put = (name: string, text: string) => {
  writeFileSync(join(folder.path, 'docs', 'adr', name), text);
  return join(folder.path, 'docs', 'adr', name);
};
const check = async (...args: string[]) => {
  const { code, out, err } = await inDatabase('check', '--repo', 'core', '--json', ...args);
  return { code, err, found: JSON.parse(out || '{}') as Checked };
};
const told = ({ findings }: Checked) =>
  findings.map(({ rule, path, line }) => `${rule} ${path.split('/').at(-1) ?? ''}:${line}`);

beforeAll(async () => {
  folder = await temporaryFolder();
  home = (await temporaryFolder()).path;
  mkdirSync(join(folder.path, 'docs', 'adr'), { recursive: true });
  put('0001-kong.md', KONG);
  put('0002-disk.md', DISK);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'first');
  git('checkout', '-qb', 'other');
  put('0007-other.md', '# Other\n');
  git('add', '-A');
  git('commit', '-qm', 'other');
  git('checkout', '-q', 'main');
  await inDatabase('index', join(folder.path, 'docs'), '--repo', 'core', '--no-wait');
});
afterEach(() => {
  git('reset', '-q', '--hard');
  git('clean', '-qfd');
});
afterAll(async () => {
  await folder.remove();
  rmSync(home, { recursive: true });
});

describe('workspace check', () => {
  it.each([
    {
      what: 'a decision with all that it needs',
      name: '0003-mail.md',
      text: adr('Send mail by a provider', FACTS),
      rules: [],
    },
    {
      what: 'another choice',
      name: '0003-t.md',
      text: adr('Use Traefik for the API gateway', FACTS),
      rules: ['may_contradict 0003-t.md:1'],
    },
    {
      what: 'a repetition',
      name: '0003-t.md',
      text: adr('Use Kong for an API gateway', FACTS),
      rules: ['near_duplicate 0003-t.md:1'],
    },
    {
      what: 'a link to nothing',
      name: '0003-t.md',
      text: adr('Send mail', ['Status: superseded by [9](0009-x.md)', 'Date: 2024-01-01']),
      rules: ['dangling_link 0003-t.md:3'],
    },
    {
      what: 'a circle',
      name: '0003-t.md',
      text: adr('Send mail', ['Status: superseded by [3](0003-t.md)', 'Date: 2024-01-01']),
      rules: ['cycle 0003-t.md:3', 'successor_silent 0003-t.md:1'],
    },
    {
      what: 'no status and no date',
      name: '0003-t.md',
      text: adr('Send mail', []),
      rules: ['no_status 0003-t.md:1', 'no_date 0003-t.md:1'],
    },
    {
      what: 'a number of this folder',
      name: '0002-t.md',
      text: adr('Send mail', FACTS),
      rules: ['duplicate_number 0002-t.md:1'],
    },
    {
      what: 'a number of another branch',
      name: '0007-t.md',
      text: adr('Send mail', FACTS),
      rules: ['number_taken 0007-t.md:1'],
    },
    {
      what: 'no sections',
      name: '0003-t.md',
      text: adr('Send mail', FACTS, ''),
      rules: ['missing_section 0003-t.md:1', 'missing_section 0003-t.md:1'],
    },
    {
      what: 'what makes another file wrong',
      name: '0003-t.md',
      text: adr('Blobs in a bucket', [
        'Status: accepted',
        'Date: 2024-03-01',
        'Supersedes: [2](0002-disk.md)',
      ]),
      rules: ['still_accepted 0002-disk.md:3'],
    },
  ])('tells of $what', async ({ name, text, rules }) => {
    const { found } = await check(put(name, text));
    expect(told(found).sort()).toEqual([...rules].sort());
  });

  it('does not hold what is stored of a file against it', async () => {
    const { found } = await check(put('0001-kong.md', KONG.replace('Requests.', 'All requests.')));
    expect(told(found)).toEqual([]);
    expect(found.drafts.map(({ path }) => path)).toEqual(['docs/adr/0001-kong.md']);
  });

  it('does not hold a file that got another name against itself', async () => {
    git('mv', 'docs/adr/0001-kong.md', 'docs/adr/0003-gateway.md');
    const { found } = await check(join(folder.path, 'docs'));
    expect(told(found)).toEqual([]);
  });

  it.each([
    { diff: 'HEAD', staged: false },
    { diff: undefined, staged: true },
  ])('knows with $diff $staged what was changed, added, renamed and removed', async (how) => {
    mkdirSync(join(folder.path, 'docs', 'new'));
    put('0003-mail.md', adr('Send mail', FACTS));
    writeFileSync(join(folder.path, 'docs', 'note.txt'), 'x');
    git('mv', 'docs/adr/0001-kong.md', 'docs/new/0001-kong.md');
    git('add', '-A');
    const [batch, ...more] = await readBatches({
      ...{ paths: [], repo: 'core', env, cwd: folder.path, ...how },
    });
    expect(more).toEqual([]);
    expect(batch?.drafts.map(({ path }) => path)).toEqual([
      ...['docs/adr/0003-mail.md', 'docs/new/0001-kong.md'],
    ]);
    expect(batch?.beside.map(({ path }) => path)).toEqual(['docs/adr/0002-disk.md']);
    expect([batch?.repo, batch?.gone]).toEqual(['core', ['docs/adr/0001-kong.md']]);
  });

  it('leaves out what was removed and is not committed yet, where a folder is named', async () => {
    rmSync(join(folder.path, 'docs', 'adr', '0001-kong.md'));
    const { code, found } = await check(join(folder.path, 'docs'));
    expect([code, found.drafts.map(({ path }) => path)]).toEqual([0, ['docs/adr/0002-disk.md']]);
  });

  it('leaves out files that are no decisions', async () => {
    writeFileSync(join(folder.path, 'README.md'), '# About\n');
    const { found } = await check(join(folder.path, 'README.md'));
    expect([found.drafts, found.findings]).toEqual([[], []]);
  });

  it('compares by words alone without vectors, and says so', async () => {
    const { found } = await check(put('0003-t.md', adr('Use Traefik for the API gateway', FACTS)));
    expect(found.remarks).toEqual([expect.stringMatching(/^Compared by words alone: /)]);
  });

  it('works without a database, makes none, and says what it could not do', async () => {
    const file = put(
      '0003-t.md',
      adr('Send mail', ['Status: accepted', 'Date: 2024-03-01', 'Supersedes: ADR-2']),
    );
    const { out } = await run(['--db', join(home, 'none.db'), 'check', file, '--json'], { env });
    const found = JSON.parse(out) as Checked;
    expect(told(found)).toEqual(['still_accepted 0002-disk.md:1']);
    expect(found.remarks).toContainEqual(expect.stringMatching(/^No past decision is stored/));
  });

  it.each([
    { on: undefined, code: 0 },
    { on: 'contradiction', code: 1 },
    { on: 'duplicate', code: 0 },
    { on: 'warning', code: 1 },
    { on: 'duplicate,contradiction', code: 1 },
    { on: 'none', code: 0 },
  ])('with --fail-on $on exits with $code on a contradiction', async ({ on, code }) => {
    const file = put('0003-t.md', adr('Use Traefik for the API gateway', FACTS));
    const ran = await check(file, ...(on === undefined ? [] : ['--fail-on', on]));
    expect(ran.code).toBe(code);
    expect(ran.found.findings).toHaveLength(1);
  });

  it.each([
    { args: ['nowhere.md'], code: 1, says: "no file or folder 'nowhere.md'" },
    { args: ['docs', '--staged'], code: 2, says: 'Either paths' },
    { args: ['--fail-on', 'all'], code: 2, says: 'contradiction' },
    { args: ['--diff', '--output=x'], code: 2, says: 'is no commit here' },
    { args: ['--diff', 'no-such-branch'], code: 2, says: 'is no commit here' },
  ])('refuses $args', async ({ args, code, says }) => {
    const ran = await inDatabase('check', ...args);
    expect([ran.code, ran.out]).toEqual([code, '']);
    expect(ran.err).toContain(says);
  });

  it('shows findings, what is related, and a count to people', async () => {
    const file = put('0003-t.md', adr('Use Traefik for the API gateway', FACTS));
    const { out } = await inDatabase('check', '--repo', 'core', file);
    expect(out).toContain('docs/adr/0003-t.md:1 · warning · may_contradict');
    expect(out.replace(/\s+/g, ' ')).toContain("For 'API gateway' it chose 'Kong'");
    expect(out).toContain('0 errors, 1 warning, 0 notes in 1 changed decision');
  });
});
