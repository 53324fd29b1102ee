import { renameSync } from 'node:fs';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { eventually, temporaryPlace, watchFolders, type Watched } from './watched.ts';

/* Two checkouts of one remote: their documents are of one origin. */

let place: ReturnType<typeof temporaryPlace>;
let watched: Watched;
beforeEach(() => {
  place = temporaryPlace();
});
afterEach(async () => {
  await watched.stop();
  place.end();
}, 60_000);

function checkOut(files: Readonly<Record<string, string>>, ...folders: readonly string[]): void {
  for (const [path, text] of Object.entries(files)) place.write(path, text);
  for (const folder of folders) {
    place.git('init', '-q', folder);
    place.git('-C', folder, 'remote', 'add', 'origin', 'https://example.org/team/core.git');
  }
}

it('a checkout that comes later does not take the documents of another for vanished', async () => {
  checkOut({ 'one/a.md': '# A\n', 'away/c.md': '# C\n' }, 'one', 'away');
  watched = watchFolders([place.at('one'), place.at('two')]);
  watched.start();
  const { client, titles } = watched;
  await eventually(async () => expect(await titles()).toEqual({ 'a.md': 'A' }));
  renameSync(place.at('away'), place.at('two'));
  await eventually(async () => expect(await titles()).toHaveProperty(['c.md'], 'C'));
  await watched.stop();
  expect(await titles()).toEqual({ 'a.md': 'A', 'c.md': 'C' });
  const { items } = await client.changes({});
  expect(items.filter(({ outcome }) => outcome === 'deleted')).toEqual([]);
});

it('a checkout that is gone for a while loses no document to another of its remote', async () => {
  checkOut({ 'one/a.md': '# A\n', 'one/b.md': '# B\n', 'two/c.md': '# C\n' }, 'one', 'two');
  watched = watchFolders([place.at('one'), place.at('two')], { pace: { grace: 0 } });
  watched.start();
  const { news, titles } = watched;
  await eventually(async () => expect(Object.keys(await titles())).toHaveLength(3));
  renameSync(place.at('two'), place.at('away'));
  await eventually(() => expect(news).toContainEqual({ news: 'missing', path: place.at('two') }));
  place.write('one/d.md', '# D\n');
  place.remove('one/a.md');
  await eventually(async () => expect(await titles()).toHaveProperty(['d.md'], 'D'));
  expect(await titles()).toHaveProperty(['c.md'], 'C');
  renameSync(place.at('away'), place.at('two'));
  await eventually(async () =>
    expect(Object.keys(await titles()).sort()).toEqual(['b.md', 'c.md', 'd.md']),
  );
});
