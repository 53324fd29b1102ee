import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { filePage } from '#indexer/sources/code-host';
import { openFolder } from '#indexer/sources/folder';
import { originOf } from '#indexer/sources/origin';

const MAIN = { name: 'main', isCommit: false };
const of = (remote: string | undefined, root = '/a'): string => originOf({ root, remote });

describe('the origin of a folder', () => {
  it.each([
    'https://github.com/o/shop',
    'https://ada:secret@github.com/o/shop.git',
    'https://ada:se@cret@github.com/o/shop.git',
    'https://GitHub.com/o/shop/',
    'git@github.com:o/shop.git',
    'ssh://git@github.com:22/o/shop.git',
  ])('is its remote, wherever it lies and however it is written: %s', (remote) => {
    expect(of(remote, '/b')).toBe(of('https://github.com/o/shop.git'));
  });

  it.each<[string, string | undefined]>([
    ['another repository', 'https://github.com/o/other'],
    ['another owner', 'https://github.com/p/shop'],
    ['another host', 'https://gitlab.com/o/shop'],
    ['no remote', undefined],
    ['a remote on this machine', '/srv/git/shop.git'],
  ])('differs for %s', (_, remote) => {
    expect(of(remote)).not.toBe(of('https://github.com/o/shop'));
  });

  it('without a remote is the place', () => {
    expect(of(undefined, '/a')).toBe(of(undefined, '/a'));
    expect(of(undefined, '/b')).not.toBe(of(undefined, '/a'));
  });

  it('with a remote on this machine is that one', () => {
    expect(of('/srv/shop.git', '/b')).toBe(of('file:///srv/shop.git', '/a'));
    expect(of('../shop.git', '/b/c')).not.toBe(of('../shop.git', '/a/c'));
  });
});

describe('the page of a file', () => {
  it('has nothing of a password, even one with an @', () => {
    const page = filePage('https://ada:p@ss@gitlab.com/o/n.git', MAIN, 'x.md');
    expect(page).toBe('https://gitlab.com/o/n/-/blob/main/x.md');
  });
});

describe('a document', () => {
  let root: string;
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'sources-origin-')));
    for (const name of ['here', 'there']) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'a.md'), '---\nlayout: wide\n---\n# A\n');
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const read = async (name: string) => {
    for await (const one of (await openFolder(join(root, name), { repo: 'shop' })).read())
      if ('document' in one) return one.document;
    throw new Error('nothing was read');
  };

  it('carries the origin beside what it says itself, without a path and without a new hash', async () => {
    const [here, there] = [await read('here'), await read('there')];
    expect(here.metadata).toEqual({
      front_matter: { layout: 'wide' },
      origin: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      fingerprint: expect.stringMatching(/^[0-9a-f]{20}-[0-9a-f]{10}$/) as string,
    });
    expect(here.metadata?.['origin']).not.toBe(there.metadata?.['origin']);
    expect(here.content_hash).toBe(there.content_hash);
    expect(JSON.stringify(here)).not.toContain(root);
  });
});
