import { mkdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { ListOptions } from '#src/client/types';

import { eventually, temporaryPlace, watchFolders, type Place, type Watched } from './watched.ts';

let place: ReturnType<typeof temporaryPlace>;
let watched: Watched | undefined;

beforeEach(() => {
  place = temporaryPlace();
});
afterEach(async () => {
  await watched?.stop();
  place.end();
}, 60_000);

/** What a folder holds before, what a user does, and what is stored in the end. */
interface Scenario {
  readonly what: string;
  readonly before?: Readonly<Record<string, string>>;
  act(place: Place): void;
  readonly after: Readonly<Record<string, string>>;
}

const BEFORE = { 'stay.md': '# Stay\n', 'docs/a.md': '# A\n', 'docs/b.md': '# B\n' };

const SCENARIOS: readonly Scenario[] = [
  {
    what: 'a new file',
    act: ({ write }) => write('docs/c.md', '# C\n'),
    after: { 'stay.md': 'Stay', 'docs/a.md': 'A', 'docs/b.md': 'B', 'docs/c.md': 'C' },
  },
  {
    what: 'a file that is written anew',
    act: ({ write }) => write('docs/a.md', '# Another A\n'),
    after: { 'stay.md': 'Stay', 'docs/a.md': 'Another A', 'docs/b.md': 'B' },
  },
  {
    what: 'an editor that writes beside a file and moves it over',
    act: ({ write, at }) => {
      write('docs/.a.md.swp-7', '# Saved A\n');
      renameSync(at('docs/.a.md.swp-7'), at('docs/a.md'));
    },
    after: { 'stay.md': 'Stay', 'docs/a.md': 'Saved A', 'docs/b.md': 'B' },
  },
  {
    what: 'an editor that moves a file away before it writes it',
    act: ({ write, at, remove }) => {
      renameSync(at('docs/a.md'), at('docs/a.md~'));
      write('docs/a.md', '# Edited A\n');
      remove('docs/a.md~');
    },
    after: { 'stay.md': 'Stay', 'docs/a.md': 'Edited A', 'docs/b.md': 'B' },
  },
  {
    what: 'another text of the same length, with the time of the first',
    act: ({ write, at }) => {
      const { atime, mtime } = statSync(at('docs/a.md'));
      write('docs/a.md', '# X\n');
      utimesSync(at('docs/a.md'), atime, mtime);
    },
    after: { 'stay.md': 'Stay', 'docs/a.md': 'X', 'docs/b.md': 'B' },
  },
  {
    what: 'a file that gets another name',
    act: ({ at }) => renameSync(at('docs/a.md'), at('docs/z.md')),
    after: { 'stay.md': 'Stay', 'docs/z.md': 'A', 'docs/b.md': 'B' },
  },
  {
    what: 'a file that is gone',
    act: ({ remove }) => remove('docs/a.md'),
    after: { 'stay.md': 'Stay', 'docs/b.md': 'B' },
  },
  {
    what: 'folders within folders that are made at once',
    act: ({ write }) => write('new/deep/down/c.md', '# C\n'),
    after: { 'stay.md': 'Stay', 'docs/a.md': 'A', 'docs/b.md': 'B', 'new/deep/down/c.md': 'C' },
  },
  {
    what: 'a folder that gets another name',
    act: ({ at }) => renameSync(at('docs'), at('texts')),
    after: { 'stay.md': 'Stay', 'texts/a.md': 'A', 'texts/b.md': 'B' },
  },
  {
    what: 'a folder that is gone',
    act: ({ remove }) => remove('docs'),
    after: { 'stay.md': 'Stay' },
  },
  {
    what: 'a folder in the place of another',
    before: { ...BEFORE, 'node_modules/next/c.md': '# C\n' },
    act: ({ at, remove }) => {
      renameSync(at('docs'), at('node_modules/old'));
      renameSync(at('node_modules/next'), at('docs'));
      remove('node_modules');
    },
    after: { 'stay.md': 'Stay', 'docs/c.md': 'C' },
  },
  {
    what: 'a folder that is removed and made again',
    act: ({ at, remove, write }) => {
      remove('docs');
      mkdirSync(at('docs'));
      write('docs/a.md', '# Again\n');
    },
    after: { 'stay.md': 'Stay', 'docs/a.md': 'Again' },
  },
];

const fill = (files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) place.write(path, text);
};

/** Watches the place until what it holds is stored. */
async function begin(before: Readonly<Record<string, string>> = BEFORE): Promise<Watched> {
  fill(before);
  const begun = watchFolders([place.root]);
  watched = begun;
  begun.start();
  await eventually(async () => expect(await begun.titles()).toHaveProperty(['stay.md'], 'Stay'));
  return begun;
}

describe.each([
  ['a folder', () => {}],
  ['a repository', () => place.git('init', '-q')],
])('%s that is watched', (_, prepare) => {
  it.each(SCENARIOS)('keeps in step with $what', async ({ before, act, after }) => {
    prepare();
    const { titles } = await begin(before);
    act(place);
    await eventually(async () => expect(await titles()).toEqual(after));
  });

  it('hears of a second change in a folder that came with the first', async () => {
    prepare();
    const { titles } = await begin();
    place.write('new/c.md', '# C\n');
    await eventually(async () => expect(await titles()).toHaveProperty(['new/c.md'], 'C'));
    place.write('new/c.md', '# Changed C\n');
    place.write('new/d/e.md', '# E\n');
    await eventually(async () =>
      expect(await titles()).toMatchObject({ 'new/c.md': 'Changed C', 'new/d/e.md': 'E' }),
    );
  });
});

describe('the watched folder itself', () => {
  it('loses no document while it is gone, and is read when it is back', async () => {
    place.write('core/stay.md', '# Stay\n');
    place.write('core/a.md', '# A\n');
    watched = watchFolders([place.at('core')]);
    watched.start();
    const { titles, news } = watched;
    await eventually(async () => expect(Object.keys(await titles())).toHaveLength(2));
    renameSync(place.at('core'), place.at('away'));
    await eventually(() =>
      expect(news).toContainEqual({ news: 'missing', path: place.at('core') }),
    );
    expect(Object.keys(await titles())).toHaveLength(2);
    writeFileSync(place.at('away/a.md'), '# Back\n');
    renameSync(place.at('away'), place.at('core'));
    await eventually(async () =>
      expect(await titles()).toEqual({ 'stay.md': 'Stay', 'a.md': 'Back' }),
    );
    place.write('core/b.md', '# B\n');
    await eventually(async () => expect(await titles()).toHaveProperty(['b.md'], 'B'));
  });
});

it('is looked at again and again where the system gives no watchers', async () => {
  fill(BEFORE);
  watched = watchFolders([place.root], {
    watch: () => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    },
  });
  watched.start();
  const { titles, news } = watched;
  await eventually(async () => expect(await titles()).toHaveProperty(['stay.md'], 'Stay'));
  place.write('docs/a.md', '# Polled\n');
  await eventually(async () => expect(await titles()).toHaveProperty(['docs/a.md'], 'Polled'));
  expect(news.filter(({ news: what }) => what === 'polling')).toEqual([
    { news: 'polling', path: place.root, reason: 'ENOSPC' },
  ]);
});

it('two folders of one repository do not take each other for vanished', async () => {
  fill({ 'docs/a.md': '# A\n', 'notes/b.md': '# B\n', 'notes/c.md': '# C\n' });
  place.git('init', '-q');
  watched = watchFolders([place.at('docs'), place.at('notes')]);
  watched.start();
  const { titles } = watched;
  await eventually(async () => expect(Object.keys(await titles())).toHaveLength(3));
  place.remove('notes/b.md');
  await eventually(async () =>
    expect(await titles()).toEqual({ 'docs/a.md': 'A', 'notes/c.md': 'C' }),
  );
});

it('what fails to be written is written as soon as it can be', async () => {
  const begun = await begin();
  let isDown = true;
  const { client } = begun;
  await begun.stop();
  watched = watchFolders([place.root], {
    client: {
      ...client,
      list: (kind: string, options?: ListOptions) =>
        isDown ? Promise.reject(new Error('down')) : client.list(kind, options),
    },
    pace: { retry: 100, look: 50 },
  });
  watched.start();
  place.write('docs/a.md', '# After\n');
  const { news } = watched;
  await eventually(() => expect(news).toContainEqual(expect.objectContaining({ news: 'failed' })));
  isDown = false;
  await eventually(async () => expect(await begun.titles()).toHaveProperty(['docs/a.md'], 'After'));
});

it('says once that documents stay whose files are gone, the last of their folder', async () => {
  fill({ 'a.md': '# A\n' });
  watched = watchFolders([place.root]);
  watched.start();
  const { titles, news } = watched;
  const spared = () =>
    news.flatMap((one) => ('report' in one && one.report.spared > 0 ? [one.report.spared] : []));
  await eventually(async () => expect(await titles()).toHaveProperty(['a.md'], 'A'));
  place.remove('a.md');
  await eventually(() => expect(spared()).toEqual([1]));
  place.write('empty.md', '');
  place.write('b.md', '# B\n');
  await eventually(async () => expect(await titles()).toEqual({ 'b.md': 'B' }));
  expect(spared()).toEqual([1]);
});

it('removes the document of a file that is emptied, also when it is the only one', async () => {
  fill({ 'a.md': '# A\n' });
  watched = watchFolders([place.root]);
  watched.start();
  const { titles } = watched;
  await eventually(async () => expect(await titles()).toHaveProperty(['a.md'], 'A'));
  place.write('a.md', '');
  await eventually(async () => expect(await titles()).toEqual({}));
});

it('renews what is known of a source, and brings none back that was removed', async () => {
  fill({ 'a.md': '# A\n' });
  watched = watchFolders([place.root], { remember: 'known' });
  const { client, titles } = watched;
  const { id } = await client.keepSource({
    ...{ host: hostname(), path: place.root, repo: 'core', origin: 'o', prefix: '', named: true },
  });
  watched.start();
  await eventually(async () =>
    expect(await client.sources()).toMatchObject([{ id, last_sync: { added: 1 } }]),
  );
  await client.forgetSource(id);
  place.write('a.md', '# Changed\n');
  await eventually(async () => expect(await titles()).toHaveProperty(['a.md'], 'Changed'));
  await watched.stop();
  expect(await client.sources()).toEqual([]);
});
