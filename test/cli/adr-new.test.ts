import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readDocument } from '#indexer/sources/document';
import { newDecision, type NewDecision } from '#src/cli/adr/new';
import { nameOf, namingOf, slugOf } from '#src/cli/adr/naming';
import { styleIn } from '#src/cli/adr/template';

import { run, temporaryFolder, type Folder } from './harness.ts';

const NAMED = { title: 'Use one queue', number: 12, day: '2025-03-01' };

describe('the name of a new file', () => {
  it.each([
    { names: [], name: '0012-use-one-queue.md' },
    { names: ['0001-a.md', '0002-b.md', 'README.md'], name: '0012-use-one-queue.md' },
    { names: ['1-a.md', '2-b.md', '10-c.md'], name: '12-use-one-queue.md' },
    { names: ['001-a.md', '002-b.md'], name: '012-use-one-queue.md' },
    { names: ['ADR-0007-a.md', 'ADR-0008-b.md'], name: 'ADR-0012-use-one-queue.md' },
    { names: ['adr_001_a.md', 'adr_002_b_c.md'], name: 'adr_012_use_one_queue.md' },
    { names: ['ODH-ADR-Operator-0003-a.md'], name: 'ODH-ADR-Operator-0012-use-one-queue.md' },
    { names: ['20240102-a.md', '20240203-b.md', 'index.md'], name: '20250301-use-one-queue.md' },
    { names: ['2024-01-02-a', '2024-02-03-b'], name: '2025-03-01-use-one-queue/README.md' },
  ])('is $name beside $names', ({ names, name }) => {
    expect(nameOf(namingOf(names), NAMED)).toBe(name);
  });

  it.each([
    ["Don't lock: wait & see!", 'dont-lock-wait-see'],
    ['Über Größe', 'uber-große'],
    ['../../etc/passwd', 'etc-passwd'],
    ['数据库', '数据库'],
    ['!!!', 'decision'],
  ])('makes %s a slug', (title, slug) => {
    expect(slugOf(title, '-')).toBe(slug);
  });
});

describe('the form of a new file', () => {
  const nygard =
    '# 3. Title\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Context\n\n## Decision\n';
  const bullets = '# Title\n\n- Status: accepted\n\n## Context and Problem Statement\n';
  it.each([
    { texts: [], style: { sections: 'madr', facts: 'front matter', heading: undefined } },
    {
      texts: [nygard],
      style: {
        sections: 'nygard',
        facts: 'status section',
        heading: { before: '', width: 1, after: '. ' },
      },
    },
    {
      texts: [bullets, bullets, nygard],
      style: { sections: 'madr', facts: 'bullets', bullet: '-', heading: undefined },
    },
    {
      texts: ['# ADR-0003: Title\n\n## Decision\n'],
      style: { heading: { before: 'ADR-', width: 4, after: ': ' } },
    },
  ])('is that of most files: $style', ({ texts, style }) => {
    expect(styleIn(texts.map((text) => ({ name: '0003-title.md', text })))).toMatchObject(style);
  });
});

describe('workspace adr new', () => {
  let folder: Folder;
  let adrs: string;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder.path,
      encoding: 'utf8',
    });
  const make = (title: string, more: Partial<NewDecision> = {}) =>
    newDecision({
      ...{ title, dir: adrs, status: 'proposed', supersedes: [], env: process.env },
      ...{ day: '2025-03-01', ...more },
    });
  const read = (name: string) => readFileSync(join(adrs, name), 'utf8');
  const documentAt = (name: string) =>
    readDocument({ repo: 'r', path: `docs/adr/${name}`, text: read(name) });
  const commit = (name: string) => {
    writeFileSync(join(adrs, name), `# ${name}\n`);
    git('add', '-A');
    git('commit', '-qm', name);
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    adrs = join(folder.path, 'docs', 'adr');
    mkdirSync(adrs, { recursive: true });
    git('init', '-q', '-b', 'main');
    commit('0001-first.md');
  });
  afterEach(() => folder.remove());

  it('takes a number that no branch, remote branch, stash or file has', async () => {
    git('checkout', '-qb', 'side');
    commit('0002-on-a-branch.md');
    git('update-ref', 'refs/remotes/origin/far', 'HEAD');
    git('checkout', '-q', 'main');
    expect((await make('One')).number).toBe('0003');
    git('branch', '-qD', 'side');
    expect((await make('Two')).number).toBe('0004');
    writeFileSync(join(adrs, '0009-stashed.md'), '# Stashed\n');
    git('stash', '-q', '--include-untracked');
    expect((await make('Three')).number).toBe('0010');
  });

  it('gives six at once six numbers', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, (_, at) => make(`At once ${at}`)));
    expect(new Set(made.map(({ number }) => number)).size).toBe(6);
    expect(readdirSync(adrs)).toHaveLength(7);
  });

  it('never overwrites a file whose name has no number', async () => {
    const dated = join(folder.path, 'log');
    mkdirSync(dated);
    writeFileSync(join(dated, '20250301-use-one-queue.md'), 'kept');
    await expect(make('Use one queue', { dir: dated })).rejects.toMatchObject({
      code: 'duplicate_id',
    });
    expect(readFileSync(join(dated, '20250301-use-one-queue.md'), 'utf8')).toBe('kept');
  });

  it.each([
    { form: 'front matter', text: '---\nstatus: accepted\ndate: 2024-01-01\n---\n\n# Old\n' },
    { form: 'bullets', text: '# Old\n\n* Status: accepted\n* Date: 2024-01-01\n' },
    {
      form: 'a status section',
      text: '# 2. Old\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nWhy.\n',
    },
    { form: 'a line', text: '# Old\n\nStatus: accepted\n\nWhy.\n' },
  ])('links an accepted one and what it supersedes, both ways, in $form', async ({ text }) => {
    writeFileSync(join(adrs, '0002-old.md'), text);
    const made = await make('New [one]', { status: 'accepted', supersedes: ['2'] });
    expect(made).toMatchObject({ number: '0003', next: [], linked: [join(adrs, '0002-old.md')] });
    expect(documentAt('0003-new-one.md')).toMatchObject({
      ...{ title: 'New [one]', status: 'accepted', number: '0003', date: '2025-03-01' },
      supersedes: ['docs/adr/0002-old.md'],
    });
    expect(documentAt('0002-old.md')).toMatchObject({
      ...{ title: 'Old', status: 'superseded' },
      superseded_by: ['docs/adr/0003-new-one.md'],
    });
  });

  it.each([
    { form: 'front matter', text: '---\nstatus: accepted\ndate: 2024-01-01\n---\n\n# Old\n' },
    { form: 'bullets', text: '# Old\n\n* Status: accepted\n* Date: 2024-01-01\n' },
    { form: 'a status section', text: '# 2. Old\n\n## Status\n\nAccepted\n\n## Context\n\nWhy.\n' },
    { form: 'a line', text: '# Old\n\nStatus: accepted\n\nWhy.\n' },
  ])('keeps the line ends and the mark of a file from Windows, with $form', async ({ text }) => {
    const old = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    writeFileSync(join(adrs, '0002-old.md'), old);
    await make('New', { status: 'accepted', supersedes: ['2'] });
    const link = 'uperseded by [New](0003-new.md)';
    expect(
      read('0002-old.md').replace(/"?[sS]uperseded by [^\r\n]*/, (said) => {
        expect(said).toContain(link);
        return text.includes('Accepted') ? 'Accepted' : 'accepted';
      }),
    ).toBe(old);
  });

  it('leaves a file in another encoding as it is, byte for byte, and says what to write', async () => {
    const old = Buffer.from('# Caf\u00e9\n\n* Status: accepted\n', 'latin1');
    writeFileSync(join(adrs, '0002-old.md'), old);
    const { linked, next } = await make('New', { status: 'accepted', supersedes: ['2'] });
    expect([linked, next]).toEqual([[], [expect.stringMatching(/^Write "superseded by /)]]);
    expect(readFileSync(join(adrs, '0002-old.md')).equals(old)).toBe(true);
    expect(read('0003-new.md')).toContain('[Caf\u00e9](0002-old.md)');
  });

  it.each([
    {
      why: 'it is only proposed',
      status: 'proposed',
      text: '# Old\n\n* Status: accepted\n',
      says: /holds until this is accepted/,
    },
    {
      why: 'nothing says where its status is',
      status: 'accepted',
      text: '# Old\n\nWhy.\n',
      says: /^Write "superseded by \[New\]\(0003-new\.md\)" into the status of 0002-old\.md/,
    },
  ])(
    'leaves the old file as it is and says what to write when $why',
    async ({ status, text, says }) => {
      writeFileSync(join(adrs, '0002-old.md'), text);
      const { linked, next } = await make('New', { status, supersedes: ['0002-old.md'] });
      expect([linked, read('0002-old.md')]).toEqual([[], text]);
      expect(next).toEqual([expect.stringMatching(says)]);
    },
  );

  it.each([
    { args: ['new', '  '], code: 2, says: 'is no title' },
    { args: ['new', 'A', '--supersedes', '77'], code: 3, says: "no decision '77'" },
    { args: ['new', 'A', '--status', 'maybe'], code: 2, says: 'maybe' },
  ])('refuses $args and leaves no file', async ({ args, code, says }) => {
    const ran = await run(['adr', ...args, '--dir', adrs], {
      env: { PATH: process.env['PATH'] ?? '' },
    });
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(says);
    expect(readdirSync(adrs)).toEqual(['0001-first.md']);
  });

  it('prints the path first, needs no database and makes none', async () => {
    const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: join(folder.path, 'none.db') };
    const { code, out } = await run(['adr', 'new', 'A plan', '--dir', adrs], { env });
    expect([code, out.split('\n')[0]]).toEqual([0, join(adrs, '0002-a-plan.md')]);
    expect(readdirSync(folder.path).sort()).toEqual(['.git', 'docs']);
  });
});
