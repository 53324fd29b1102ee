import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openFolder } from '#indexer/sources/folder';
import { temporaryPlace } from '#test/watching/watched';

let place: ReturnType<typeof temporaryPlace>;
beforeEach(() => {
  place = temporaryPlace();
  place.git('init', '-q');
});
afterEach(() => place.end());

const DAY = { Ada: '2024-01-01', Grace: '2024-02-02', Zoë: '2024-03-03' } as const;
const commitBy = (author: keyof typeof DAY): void =>
  place.commit('x', { author, date: `${DAY[author]}T12:00:00Z` });

/** Who changed each document last, and on which day. */
async function lastCommits(root = place.root): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for await (const file of (await openFolder(root)).read()) {
    if (!('document' in file)) throw new Error(`${file.path} was not read`);
    const { author, committed_at: at } = file.document;
    found[file.path] = author === null ? at : `${author} ${at?.slice(0, 10)}`;
  }
  return found;
}

const long = `# A\n\n${'Some text that stays. '.repeat(20)}\n`;

interface Case {
  readonly what: string;
  arrange(): void;
  readonly wanted: Readonly<Record<string, string | null>>;
}

const CASES: readonly Case[] = [
  {
    what: 'the last commit that changed it counts, not the first and not one of another file',
    arrange: () => {
      place.write('a.md', 'one');
      commitBy('Ada');
      place.write('a.md', 'two');
      commitBy('Grace');
      place.write('b c.md', 'b');
      commitBy('Zoë');
    },
    wanted: { 'a.md': 'Grace 2024-02-02', 'b c.md': 'Zoë 2024-03-03' },
  },
  {
    what: 'a file that was never committed has none, one that was changed since has its last one',
    arrange: () => {
      place.write('a.md', 'one');
      commitBy('Ada');
      place.write('a.md', 'changed');
      place.write('new.md', 'new');
    },
    wanted: { 'a.md': 'Ada 2024-01-01', 'new.md': null },
  },
  {
    what: 'a file that was only moved keeps the commit of its text, however often it was moved',
    arrange: () => {
      place.write('a.md', long);
      commitBy('Ada');
      renameSync(place.at('a.md'), place.at('b.md'));
      commitBy('Grace');
      renameSync(place.at('b.md'), place.at('c.md'));
      commitBy('Zoë');
    },
    wanted: { 'c.md': 'Ada 2024-01-01' },
  },
  {
    what: 'a move with a change is a change',
    arrange: () => {
      place.write('a.md', long);
      commitBy('Ada');
      renameSync(place.at('a.md'), place.at('b.md'));
      place.write('b.md', `${long}More.\n`);
      commitBy('Grace');
    },
    wanted: { 'b.md': 'Grace 2024-02-02' },
  },
  {
    what: 'a new file under the name of one that was moved away has its own',
    arrange: () => {
      place.write('a.md', long);
      commitBy('Ada');
      renameSync(place.at('a.md'), place.at('b.md'));
      commitBy('Grace');
      place.write('a.md', 'new');
      commitBy('Zoë');
    },
    wanted: { 'a.md': 'Zoë 2024-03-03', 'b.md': 'Ada 2024-01-01' },
  },
  {
    what: 'a file that was removed and is there again, uncommitted, has none',
    arrange: () => {
      place.write('a.md', 'one');
      commitBy('Ada');
      place.remove('a.md');
      place.write('b.md', 'b');
      commitBy('Grace');
      place.write('a.md', 'again');
    },
    wanted: { 'a.md': null, 'b.md': 'Grace 2024-02-02' },
  },
  {
    what: 'what was merged has the commit of its branch',
    arrange: () => {
      place.write('a.md', 'one');
      commitBy('Ada');
      place.git('checkout', '-q', '-b', 'side');
      place.write('b.md', 'b');
      commitBy('Grace');
      place.git('checkout', '-q', 'main');
      place.write('c.md', 'c');
      commitBy('Zoë');
      place.git('merge', '-q', '--no-edit', 'side');
    },
    wanted: { 'a.md': 'Ada 2024-01-01', 'b.md': 'Grace 2024-02-02', 'c.md': 'Zoë 2024-03-03' },
  },
  {
    what: 'before the first commit there is none',
    arrange: () => place.write('a.md'),
    wanted: { 'a.md': null },
  },
];

describe('author and date of a document', () => {
  test.each(CASES)('$what', async ({ arrange, wanted }) => {
    arrange();
    expect(await lastCommits()).toEqual(wanted);
  });

  test('are not made up from the first commit of a shallow clone', async () => {
    place.write('a.md', 'one');
    commitBy('Ada');
    place.write('b.md', 'two');
    commitBy('Grace');
    place.write('c.md', 'three');
    commitBy('Zoë');
    const clone = place.at('clone');
    const args = ['clone', '-q', '--depth', '2', `file://${place.root}`, clone];
    execFileSync('git', args, { stdio: 'ignore' });
    expect(await lastCommits(clone)).toEqual({
      ...{ 'a.md': null, 'b.md': null },
      'c.md': 'Zoë 2024-03-03',
    });
  });
});
