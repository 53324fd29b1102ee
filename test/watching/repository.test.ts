import { writeFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { eventually, temporaryPlace, watchFolders, type Watched } from './watched.ts';

let place: ReturnType<typeof temporaryPlace>;
let watched: Watched;

const ADA = { author: 'Ada', date: '2024-03-01T10:00:00+02:00' };

beforeEach(async () => {
  place = temporaryPlace();
  place.git('init', '-q');
  place.write('.gitignore', 'private/\n');
  place.write('stay.md', '# Stay\n');
  place.write('private/secret.md', '# Secret\n');
  place.commit('first', ADA);
  watched = watchFolders([place.root]);
  watched.start();
  await eventually(async () => expect(await watched.titles()).toEqual({ 'stay.md': 'Stay' }));
}, 60_000);
afterEach(async () => {
  await watched.stop();
  place.end();
}, 60_000);

const MANY = 300;
const text = (branch: string, n: number): string => `# Page ${n} of ${branch}\n`;

describe('a repository that is watched', () => {
  it('comes out of a branch switch with the files of that branch, and none of the other', async () => {
    for (let n = 0; n < MANY; n += 1) place.write(`docs/d${n % 7}/p${n}.md`, text('main', n));
    place.commit('pages');
    place.git('checkout', '-q', '-b', 'other');
    place.remove('docs/d0');
    for (let n = 1; n < MANY; n += 2)
      if (n % 7 > 0) place.write(`docs/d${n % 7}/p${n}.md`, text('other', n));
    place.write('docs/extra/new.md', '# New\n');
    place.commit('others');
    const pagesOf = (branch: string, titles: Readonly<Record<string, string>>): number =>
      Object.values(titles).filter((title) => title.endsWith(`of ${branch}`)).length;
    await eventually(async () => {
      const titles = await watched.titles();
      expect(titles).toMatchObject({ 'stay.md': 'Stay', 'docs/extra/new.md': 'New' });
      expect(Object.keys(titles).filter((path) => path.startsWith('docs/d0/'))).toEqual([]);
      expect(pagesOf('other', titles)).toBeGreaterThan(MANY / 3);
    });
    place.git('checkout', '-q', 'main');
    await eventually(async () => {
      const titles = await watched.titles();
      expect(titles).not.toHaveProperty(['docs/extra/new.md']);
      expect(pagesOf('main', titles)).toBe(MANY);
      expect(Object.keys(titles)).toHaveLength(MANY + 1);
    });
  }, 120_000);

  it('writes nothing while git has it locked, and all of it afterwards', async () => {
    writeFileSync(place.at('.git/index.lock'), '');
    const hasty = watchFolders([place.root], { pace: { lock: 0 } });
    place.write('a.md', '# A\n');
    hasty.start();
    // Who takes the lock for one that was left behind has stored it: there was time enough.
    await eventually(async () => expect(await hasty.titles()).toHaveProperty(['a.md'], 'A'));
    await hasty.stop();
    expect(await watched.titles()).toEqual({ 'stay.md': 'Stay' });
    place.write('b.md', '# B\n');
    place.remove('.git/index.lock');
    await eventually(async () =>
      expect(await watched.titles()).toEqual({ 'stay.md': 'Stay', 'a.md': 'A', 'b.md': 'B' }),
    );
  });

  it('honours what is ignored, also when that changes', async () => {
    place.write('private/more.md', '# More\n');
    place.write('drafts/a.md', '# Draft\n');
    place.write('b.md', '# B\n');
    await eventually(async () =>
      expect(await watched.titles()).toEqual({
        'stay.md': 'Stay',
        'drafts/a.md': 'Draft',
        'b.md': 'B',
      }),
    );
    place.write('.gitignore', 'drafts/\n');
    await eventually(async () =>
      expect(await watched.titles()).toEqual({
        ...{ 'stay.md': 'Stay', 'b.md': 'B' },
        ...{ 'private/secret.md': 'Secret', 'private/more.md': 'More' },
      }),
    );
  });

  it('takes author and date from a commit, and embeds nothing anew for it', async () => {
    place.write('a.md', '# A\n');
    await eventually(async () => expect(await watched.titles()).toHaveProperty(['a.md'], 'A'));
    await watched.harness.index();
    const facts = async () =>
      Object.fromEntries(
        (await watched.documents()).map((d) => [d.path, [d.author, d.committed_at]]),
      );
    const stay = ['Ada', '2024-03-01T08:00:00.000Z'];
    expect(await facts()).toEqual({ 'stay.md': stay, 'a.md': [null, null] });
    place.commit('second', { author: 'Grace', date: '2024-04-01T10:00:00Z' });
    const grace = ['Grace', '2024-04-01T10:00:00.000Z'];
    await eventually(async () => expect(await facts()).toEqual({ 'stay.md': stay, 'a.md': grace }));
    expect(await watched.client.indexStatus()).toMatchObject({ pending: 0 });
  });

  it('rewrites no document whose file was only touched', async () => {
    const etagOf = async (path: string) => {
      const [found] = (await watched.documents()).filter((one) => one.path === path);
      return (await watched.client.get({ kind: 'documents', id: found?.id ?? '' })).etag;
    };
    const before = await etagOf('stay.md');
    place.write('stay.md', '# Stay\n');
    place.write('a.md', '# A\n');
    await eventually(async () => expect(await watched.titles()).toHaveProperty(['a.md'], 'A'));
    expect(await etagOf('stay.md')).toBe(before);
  });
});
