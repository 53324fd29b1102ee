import { afterEach, beforeEach, expect, it } from 'vitest';

import { textOf } from '#test/moves/synced';

import { eventually, temporaryPlace, watchFolders, type Watched } from './watched.ts';

let place: ReturnType<typeof temporaryPlace>;
let watched: Watched;
beforeEach(() => {
  place = temporaryPlace();
});
afterEach(async () => {
  await watched.stop();
  place.end();
}, 60_000);

const ids = async (): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries((await watched.documents()).map(({ path, id }) => [path, id]));

/** Watches the place, in which a document stays for this long after its file is gone; milliseconds. */
async function begin(grace: number): Promise<string> {
  place.write('a.md', textOf('apples'));
  place.write('stay.md', textOf('stay'));
  watched = watchFolders([place.root], { pace: { grace, quiet: 20, most: 50 } });
  watched.start();
  await eventually(async () => expect(Object.keys(await ids())).toEqual(['a.md', 'stay.md']));
  return (await ids())['a.md'] ?? '';
}

const LONG = 60_000;

it('a document follows a file that is removed before it is written elsewhere', async () => {
  const id = await begin(LONG);
  place.remove('a.md');
  place.write('b.md', textOf('pears'));
  await eventually(async () => expect(await ids()).toHaveProperty(['b.md']));
  expect(await ids()).toHaveProperty(['a.md'], id);
  place.write('docs/z.md', textOf('apples', [4]));
  await eventually(async () => expect(await ids()).toHaveProperty(['docs/z.md'], id));
  expect(Object.keys(await ids()).sort()).toEqual(['b.md', 'docs/z.md', 'stay.md']);
});

it('a document follows a file that is copied before it is removed', async () => {
  const id = await begin(LONG);
  place.write('docs/z.md', textOf('apples'));
  await eventually(async () => expect(Object.keys(await ids())).toHaveLength(3));
  expect((await ids())['docs/z.md']).not.toBe(id);
  place.remove('a.md');
  await eventually(async () => expect(await ids()).toHaveProperty(['docs/z.md'], id));
  await eventually(async () =>
    expect(Object.keys(await ids()).sort()).toEqual(['docs/z.md', 'stay.md']),
  );
});

it('a document whose file is back in time was never gone', async () => {
  const id = await begin(LONG);
  place.remove('a.md');
  place.write('b.md', textOf('pears'));
  await eventually(async () => expect(await ids()).toHaveProperty(['b.md']));
  place.write('a.md', textOf('apples'));
  place.write('c.md', textOf('cherries'));
  await eventually(async () => expect(await ids()).toHaveProperty(['c.md']));
  expect(await ids()).toHaveProperty(['a.md'], id);
  const { items } = await watched.client.changes({});
  expect(items.filter(({ outcome }) => outcome === 'deleted')).toEqual([]);
});

it('a document goes when its file does not come back', async () => {
  await begin(50);
  place.remove('a.md');
  await eventually(async () => expect(Object.keys(await ids())).toEqual(['stay.md']));
});
