import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { temporaryPlace, type Place } from '#test/watching/watched';

import { syncedFolder, textOf, type Synced } from './synced.ts';

let place: ReturnType<typeof temporaryPlace>;
let synced: Synced;
beforeEach(() => {
  place = temporaryPlace();
  synced = syncedFolder(place.root);
});
afterEach(() => place.end());

const A = textOf('apples');
const B = textOf('pears');
const C = textOf('cherries');
const SHORT = '# Nothing here yet\n';

const move = (from: string, to: string): void => {
  mkdirSync(dirname(place.at(to)), { recursive: true });
  renameSync(place.at(from), place.at(to));
};
const swap = (a: string, b: string): void => {
  move(a, 'aside.tmp');
  move(b, a);
  move('aside.tmp', b);
};

interface Scenario {
  readonly what: string;
  readonly before: Readonly<Record<string, string>>;
  act(place: Place): void;
  /** Where each path's document is now: the path that it had, or '' for a new one. */
  readonly after: Readonly<Record<string, string>>;
}

const SCENARIOS: readonly Scenario[] = [
  {
    what: 'a file with another name',
    before: { 'a.md': A, 'b.md': B },
    act: () => move('a.md', 'docs/z.md'),
    after: { 'docs/z.md': 'a.md', 'b.md': 'b.md' },
  },
  {
    what: 'the only file of a folder with another name',
    before: { 'a.md': A },
    act: () => move('a.md', 'b.md'),
    after: { 'b.md': 'a.md' },
  },
  {
    what: 'a name in other letters',
    before: { 'docs/readme.md': A, 'b.md': B },
    act: () => move('docs/readme.md', 'docs/README.md'),
    after: { 'docs/README.md': 'docs/readme.md', 'b.md': 'b.md' },
  },
  {
    what: 'another name and another line at once',
    before: { 'a.md': A, 'b.md': B },
    act: ({ write, remove }) => {
      remove('a.md');
      write('z.md', textOf('apples', [3]));
    },
    after: { 'z.md': 'a.md', 'b.md': 'b.md' },
  },
  {
    what: 'two names that are exchanged',
    before: { 'a.md': A, 'b.md': B },
    act: () => swap('a.md', 'b.md'),
    after: { 'a.md': 'b.md', 'b.md': 'a.md' },
  },
  {
    what: 'three names in a ring, and a chain beside it',
    before: { 'a.md': A, 'b.md': B, 'c.md': C, 'x.md': textOf('x'), 'y.md': textOf('y') },
    act: () => {
      swap('a.md', 'b.md');
      swap('b.md', 'c.md');
      move('y.md', 'z.md');
      move('x.md', 'y.md');
    },
    after: { 'a.md': 'b.md', 'b.md': 'c.md', 'c.md': 'a.md', 'y.md': 'x.md', 'z.md': 'y.md' },
  },
  {
    what: 'a new file where another one was',
    before: { 'a.md': A },
    act: ({ write }) => {
      move('a.md', 'z.md');
      write('a.md', C);
    },
    after: { 'z.md': 'a.md', 'a.md': '' },
  },
  {
    what: 'a copy of a file that goes on',
    before: { 'a.md': A },
    act: ({ write }) => {
      write('a-before.md', A);
      write('a.md', textOf('apples', [1, 2]));
    },
    after: { 'a.md': 'a.md', 'a-before.md': '' },
  },
  {
    what: 'a file that is put in the place of quite another one',
    before: { 'a.md': A, 'b.md': B },
    act: () => move('a.md', 'b.md'),
    after: { 'b.md': 'a.md' },
  },
  {
    what: 'a draft that takes the place of what it is a draft of',
    before: { 'a.md': A, 'a-draft.md': textOf('apples', [1, 2]) },
    act: () => move('a-draft.md', 'a.md'),
    after: { 'a.md': 'a.md' },
  },
  {
    what: 'files of one text whose folder gets another name',
    before: { 'docs/a/README.md': SHORT, 'docs/b/README.md': SHORT, 'docs/b/b.md': B },
    act: () => move('docs', 'texts'),
    after: {
      'texts/a/README.md': 'docs/a/README.md',
      'texts/b/README.md': 'docs/b/README.md',
      'texts/b/b.md': 'docs/b/b.md',
    },
  },
  {
    what: 'files of one text of which nobody can tell which is which, as new ones',
    before: { 'a.md': SHORT, 'b.md': SHORT, 'c.md': C },
    act: () => {
      move('a.md', 'x.md');
      move('b.md', 'y.md');
    },
    after: { 'x.md': '', 'y.md': '', 'c.md': 'c.md' },
  },
  {
    what: 'another text, as a new one',
    before: { 'a.md': A, 'c.md': C },
    act: ({ write, remove }) => {
      remove('a.md');
      write('z.md', B);
    },
    after: { 'z.md': '', 'c.md': 'c.md' },
  },
];

/** Two decisions of one template, each with little in it. */
const decision = (number: number, title: string, text = 'Still to be written down by somebody.') =>
  `# ${number}. ${title}\n\n## Status\n\nproposed\n\n## Context\n\n${text}\n\n## Decision\n\n${text}\n\n## Consequences\n\n${text}\n`;

const DECISIONS: readonly Scenario[] = [
  {
    what: 'a decision that is written anew under another name, by its number and title',
    before: { 'adr/0005-queues.md': decision(5, 'Use queues'), 'b.md': B },
    act: ({ write, remove }) => {
      remove('adr/0005-queues.md');
      write('adr/0005-use-queues.md', decision(5, 'Use queues', C));
    },
    after: { 'adr/0005-use-queues.md': 'adr/0005-queues.md', 'b.md': 'b.md' },
  },
  {
    what: 'another decision of the same template, as a new one',
    before: { 'adr/0005-queues.md': decision(5, 'Use queues'), 'b.md': B },
    act: ({ write, remove }) => {
      remove('adr/0005-queues.md');
      write('adr/0009-leases.md', decision(9, 'Take leases'));
    },
    after: { 'adr/0009-leases.md': '', 'b.md': 'b.md' },
  },
  {
    what: 'a decision with another number',
    before: { 'adr/0005-queues.md': decision(5, 'Use queues', A), 'b.md': B },
    act: ({ write, remove }) => {
      remove('adr/0005-queues.md');
      write('adr/0006-queues.md', decision(6, 'Use queues', A));
    },
    after: { 'adr/0006-queues.md': 'adr/0005-queues.md', 'b.md': 'b.md' },
  },
];

describe.each([
  ['a folder', () => {}],
  ['a repository', () => place.commit('after')],
])('in %s a document is known again under', (what, commit) => {
  it.each([...SCENARIOS, ...DECISIONS])('$what', async ({ before, act, after }) => {
    if (what === 'a repository') place.git('init', '-q');
    for (const [path, text] of Object.entries(before)) place.write(path, text);
    if (what === 'a repository') place.commit('before');
    await synced.sync();
    const known = await synced.ids();
    act(place);
    commit();
    const report = await synced.sync();
    const pathOf = new Map(Object.entries(known).map(([path, id]) => [id, path]));
    const found = Object.entries(await synced.ids()).map(([path, id]) => [
      path,
      pathOf.get(id) ?? '',
    ]);
    expect(Object.fromEntries(found)).toEqual(after);
    expect(report.moved).toBe(
      Object.entries(after).filter(([to, from]) => from && to !== from).length,
    );
    expect(await synced.sync()).toMatchObject({ added: 0, changed: 0, moved: 0, removed: 0 });
  });
});

it('a document that moved keeps its tags, links, history and passages', async () => {
  place.write('a.md', A);
  place.write('b.md', B);
  await synced.sync();
  await synced.harness.index();
  const { client } = synced;
  const ids = await synced.ids();
  const [a, b] = ['a.md', 'b.md'].map((path) => ({ kind: 'documents', id: ids[path] ?? '' }));
  if (!a || !b) throw new Error('Nothing is stored.');
  await client.addTags(a, ['fruit']);
  await client.link({ from: b, relation: 'related', to: a });
  const { next: since } = await client.changes({ since: 'now' });
  place.remove('a.md');
  place.write('docs/z.md', A);
  expect(await synced.sync()).toMatchObject({ moved: 1, added: 0, removed: 0, changed: 0 });
  expect((await client.get(a)).record).toMatchObject({ path: 'docs/z.md', content: A });
  expect((await client.tags(a)).tags).toEqual(['fruit']);
  expect((await client.related(b)).groups.flatMap(({ items }) => items)).toMatchObject([a]);
  expect((await client.history(a)).items).toHaveLength(2);
  const { items } = await client.changes({ since });
  expect(items).toMatchObject([
    { ...a, outcome: 'updated', changed: expect.arrayContaining(['path']) as unknown },
  ]);
  expect(await client.indexStatus()).toMatchObject({ pending: 0 });
});

it('a file that lies where a document was long ago gets an id of its own', async () => {
  place.write('a.md', A);
  await synced.sync();
  const { 'a.md': first } = await synced.ids();
  move('a.md', 'z.md');
  await synced.sync();
  place.write('a.md', B);
  await synced.sync();
  const both = await synced.ids();
  expect(both['z.md']).toBe(first);
  expect(both['a.md']).not.toBe(first);
  place.write('a.md', C);
  expect(await synced.sync()).toMatchObject({ changed: 1, added: 0 });
  expect(await synced.ids()).toEqual(both);
});

it('two documents exchange their paths at once, and a crash on the way loses and doubles nothing', async () => {
  const files = ['a.md', 'b.md', 'c.md', 'd.md'];
  for (const path of files) place.write(path, textOf(path));
  await synced.sync();
  const before = await synced.ids();
  swap('a.md', 'b.md');
  move('c.md', 'e.md');
  move('d.md', 'c.md');
  place.write('d.md', textOf('new'));
  const { next: since } = await synced.client.changes({ since: 'now' });
  for (const writes of [0, 1, 1])
    await expect(synced.sync({ writes })).rejects.toMatchObject({ message: 'killed' });
  expect(await synced.sync()).toMatchObject({ added: 1, moved: 0, removed: 0 });
  const after = await synced.ids();
  expect(after).toEqual({
    ...{ 'a.md': before['b.md'], 'b.md': before['a.md'] },
    ...{ 'c.md': before['d.md'], 'e.md': before['c.md'], 'd.md': after['d.md'] },
  });
  expect(new Set(Object.values(after)).size).toBe(5);
  const { items } = await synced.client.changes({ since });
  const exchange = items.filter(({ id }) => [before['a.md'], before['b.md']].includes(id));
  expect(new Set(exchange.map(({ batch }) => batch)).size).toBe(1);
  expect(items.filter(({ outcome }) => outcome === 'deleted')).toEqual([]);
});

it('a folder of a thousand files gets another name', async () => {
  for (let n = 0; n < 1_000; n += 1)
    place.write(`docs/d${n % 20}/p${n}.md`, `# Page ${n}\n\nText ${n}.\n`);
  await synced.sync();
  const before = await synced.ids();
  move('docs', 'texts/all');
  for (let n = 0; n < 50; n += 1) place.write(`texts/all/d${n % 20}/p${n}.md`, textOf(`p${n}`));
  expect(await synced.sync()).toMatchObject({ moved: 950, added: 50, removed: 50 });
  const after = await synced.ids();
  for (let n = 50; n < 1_000; n += 1)
    expect(after[`texts/all/d${n % 20}/p${n}.md`]).toBe(before[`docs/d${n % 20}/p${n}.md`]);
}, 120_000);
