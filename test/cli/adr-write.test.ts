import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readDocument } from '#indexer/sources/document';
import { draftText } from '#src/cli/adr/draft';
import { recordText } from '#src/cli/adr/record-text';
import { styleIn } from '#src/cli/adr/template';
import { DECISION_STATUSES } from '#src/kinds/vocabulary';

import { run, temporaryFolder, type Folder } from './harness.ts';

const STYLES = [
  '',
  '# Title\n\n- Status: accepted\n\n## Decision Outcome\n',
  '# 3. Title\n\n## Status\n\nAccepted\n\n## Decision\n\nx\n',
].map((text) => styleIn(text === '' ? [] : [{ name: '0003-title.md', text }]));

const MARKS = [
  '*',
  '_',
  '`',
  '[',
  ']',
  '<',
  '>',
  '\\',
  '&',
  '#',
  '|',
  '~',
  '(',
  ')',
  '"',
  "'",
  ':',
  '1',
  '.',
];
/** Begins and ends with a word, as titles do; a title of one word may be the name of a section. */
const title = fc
  .array(fc.constantFrom(...MARKS, ' keep', ' blobs', ' größe', ' in-2', ' v1.2'), { maxLength: 8 })
  .map((parts) => `Plan ${parts.join('')} ends`.replace(/\s+/g, ' '));
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2089-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const links = fc.uniqueArray(fc.constantFrom('0001-a.md', '0002-b.md', '0005-c d.md'), {
  maxLength: 3,
});
/** From 1900 on a file's name begins with a year. */
const number = fc.integer({ min: 1, max: 1899 });
const draft = fc.record({
  ...{ title, day, number, status: fc.constantFrom(...DECISION_STATUSES) },
  style: fc.constantFrom(...STYLES),
  links,
});

describe('a file that is made', () => {
  it('is read back with the same title, status, day, number and links, whatever the style', () => {
    fc.assert(
      fc.property(draft, ({ style, links: old, ...rest }) => {
        const supersedes = old.map((name) => `[ADR-${name.slice(0, 4)}](${encodeURI(name)})`);
        const text = draftText(style, { ...rest, supersedes });
        const path = `docs/adr/${String(rest.number).padStart(4, '0')}-plan.md`;
        const read = readDocument({ repo: 'r', path, text });
        expect({ ...read, supersedes: read.supersedes ?? [] }).toMatchObject({
          ...{ title: rest.title, status: rest.status, date: rest.day, doc_type: 'adr' },
          number: path.slice(9, 13),
          supersedes: old.map((name) => `docs/adr/${name}`),
        });
      }),
      { numRuns: 300 },
    );
  });

  const words = fc.constantFrom(
    'we keep it.',
    '# A heading',
    '```',
    '<!-- open',
    '* a bullet',
    '---',
    '> quoted',
    'Status: rejected',
    '| a | b |',
    '',
  );
  it('keeps what a record says, whatever Markdown its reasons are', () => {
    fc.assert(
      fc.property(draft, fc.array(words, { maxLength: 8 }), ({ style, ...rest }, lines) => {
        const record = {
          decision: rest.title,
          status: rest.status,
          rationale: lines.join('\n'),
          metadata: { consequences: ['It is kept.'], deciders: ['Ada'] },
        };
        const told = {
          id: 'DEC-1',
          record,
          number: rest.number,
          day: rest.day,
          supersedes: [],
          supersededBy: [],
        };
        const path = `docs/adr/${String(rest.number).padStart(4, '0')}-plan.md`;
        const read = readDocument({ repo: 'r', path, text: recordText(style, told) });
        expect(read).toMatchObject({
          title: rest.title,
          status: rest.status,
          date: rest.day,
          deciders: ['Ada'],
          supersedes: null,
        });
        expect(read.content).toContain('### Consequences');
      }),
      { numRuns: 300 },
    );
  });
});

describe('workspace adr write', () => {
  let folder: Folder;
  let adrs: string;
  const env = { PATH: process.env['PATH'] ?? '' };
  const inDatabase = (...args: string[]) =>
    run(['--db', join(folder.path, 'w.db'), ...args], { env });
  const write = (id = 'DEC-001') => inDatabase('adr', 'write', id, '--dir', adrs, '--repo', 'core');
  const file = () => join(adrs, '0001-claim-a-task-first.md');

  beforeEach(async () => {
    folder = await temporaryFolder();
    adrs = join(folder.path, 'docs', 'adr');
    mkdirSync(join(folder.path, '.git'), { recursive: true });
    mkdirSync(adrs, { recursive: true });
    await inDatabase(
      'add',
      'decision',
      'decision=Claim a task first',
      'status=accepted',
      'date=2025-02-03',
      'rationale=Two agents began.',
      'repos_affected=core',
    );
  });
  afterEach(() => folder.remove());

  it('writes the file, names it in the record, and both are one hit', async () => {
    const { code, out } = await write();
    expect([code, out.trim()]).toEqual([0, `created ${file()}`]);
    const record = await inDatabase('get', 'decision', 'DEC-001', '--json');
    expect(JSON.parse(record.out)).toMatchObject({
      record: { number: '0001', documentation: ['docs/adr/0001-claim-a-task-first.md'] },
    });
    await inDatabase('index', adrs, '--repo', 'core', '--no-wait');
    const { out: found } = await inDatabase('search', 'claim', '--json');
    expect(JSON.parse(found)).toMatchObject({ total: 1, hits: [{ also: [{}] }] });
  });

  it('changes nothing when nothing has changed, and renews its file when the record has', async () => {
    await write();
    const before = readFileSync(file(), 'utf8');
    expect((await write()).out).toContain('unchanged');
    expect(readFileSync(file(), 'utf8')).toBe(before);
    await inDatabase('update', 'decision', 'DEC-001', 'status=deprecated');
    expect((await write()).out).toContain('updated');
    expect(readFileSync(file(), 'utf8')).toContain('status: deprecated');
  });

  it('refuses a file that was edited by hand, and leaves it as it is', async () => {
    await write();
    appendFileSync(file(), 'By hand.\n');
    const { code, err } = await write();
    expect([code, err]).toEqual([4, expect.stringContaining('was edited since it was written')]);
    expect(readFileSync(file(), 'utf8')).toContain('By hand.');
    rmSync(file());
    expect((await write()).out).toContain('created');
  });

  it('links what it supersedes to its file', async () => {
    await write();
    await inDatabase(
      'add',
      'decision',
      'decision=Reserve a task',
      'status=accepted',
      'rationale=x',
      'supersedes=DEC-001',
    );
    await write('DEC-002');
    const text = readFileSync(join(adrs, '0002-reserve-a-task.md'), 'utf8');
    expect(text).toContain('[ADR-0001](0001-claim-a-task-first.md)');
  });

  it('writes nothing for a record that is not there', async () => {
    const { code } = await write('DEC-404');
    expect([code, existsSync(file())]).toEqual([3, false]);
  });
});
