import { writeFileSync } from 'node:fs';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { WatchedFolder } from '#indexer/watching/folder';
import type { WatchFolder } from '#indexer/watching/tree';

import { temporaryPlace } from './watched.ts';

let place: ReturnType<typeof temporaryPlace>;
let folder: WatchedFolder;
beforeEach(() => {
  place = temporaryPlace();
  place.git('init', '-q');
});
afterEach(() => {
  folder.close();
  place.end();
});

const folderWith = (watch?: WatchFolder): WatchedFolder =>
  new WatchedFolder({
    ...{ wanted: { path: place.root }, watch },
    ...{ onEvent: () => undefined, onPolling: () => undefined },
  });

const exhausted: WatchFolder = () => {
  throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
};

it.each([
  ['with watchers', undefined],
  ['without watchers', exhausted],
])('%s a folder knows at every moment that git is at work', async (_, watch) => {
  folder = folderWith(watch);
  await folder.refresh();
  writeFileSync(place.at('.git/index.lock'), '');
  expect(await folder.isLocked()).toBe(true);
  folder.mustBeSearched();
  expect(await folder.isLocked()).toBe(true);
  expect(await folder.refresh()).toBe(true);
  expect(await folder.isLocked()).toBe(true);
  place.remove('.git/index.lock');
  expect(await folder.isLocked()).toBe(false);
});
