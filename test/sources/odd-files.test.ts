import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { openFolder } from '#indexer/sources/folder';
import type { FileReading } from '#indexer/sources/read-file';
import { asNobody } from '#test/support/as-nobody';
import { temporaryPlace } from '#test/watching/watched';

const TEXT = '# Café\n\nIn plain words.\n';
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

/** What is made of a file: its text, or why it is not read. */
interface Case {
  readonly what: string;
  make(path: string): void;
  readonly text?: string;
  readonly skipped?: RegExp;
}

const bytes =
  (content: Uint8Array) =>
  (path: string): void =>
    writeFileSync(path, content);

const CASES: readonly Case[] = [
  { what: 'UTF-8', make: bytes(Buffer.from(TEXT)), text: TEXT },
  { what: 'UTF-8 with a mark', make: bytes(Buffer.from(`\uFEFF${TEXT}`)), text: TEXT },
  { what: 'UTF-16 with a mark', make: bytes(utf16(`\uFEFF${TEXT}`)), text: TEXT },
  {
    what: 'UTF-16 with a mark, big end first',
    make: bytes(utf16(`\uFEFF${TEXT}`).swap16()),
    text: TEXT,
  },
  { what: 'UTF-16 without a mark', make: bytes(utf16(TEXT)), text: TEXT },
  { what: 'UTF-16 without a mark, big end first', make: bytes(utf16(TEXT).swap16()), text: TEXT },
  { what: 'Latin-1', make: bytes(Buffer.from(TEXT, 'latin1')), text: TEXT },
  { what: 'an empty file', make: bytes(new Uint8Array()), skipped: /it is empty/ },
  { what: 'white space', make: bytes(Buffer.from('\uFEFF \r\n\t\n')), skipped: /it is empty/ },
  { what: 'a picture with the wrong name', make: bytes(pngHeader()), skipped: /not text/ },
  { what: 'zeros', make: bytes(new Uint8Array(64)), skipped: /not text/ },
  { what: 'a file of 100 MB', make: hugeFile, skipped: /larger than 5 MB \(104857600 bytes\)/ },
  {
    what: 'a link to itself',
    make: (path) => symlinkSync('odd.md', path),
    skipped: /link to nothing/,
  },
  {
    what: 'a link to the folder around it',
    make: (path) => symlinkSync('.', path),
    skipped: /link to a folder/,
  },
  {
    what: 'a link out of the folder',
    make: (path) => symlinkSync('/etc/passwd', path),
    skipped: /link out of/,
  },
  { what: 'a file that may not be read', make: forbidden, skipped: /cannot be read/ },
];

const contentOf = (file: Exclude<FileReading, { skipped: string }>): string =>
  'document' in file ? file.document.content : '';

function pngHeader(): Uint8Array {
  return Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48);
}

/** Holds nothing, and takes no room on the disk. */
function hugeFile(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, 100 * 1024 * 1024);
}

function forbidden(path: string): void {
  writeFileSync(path, TEXT);
  chmodSync(path, 0o000);
}

describe.each([
  ['a folder', false],
  ['a repository', true],
])('in %s', (_, isRepository) => {
  let place: ReturnType<typeof temporaryPlace>;
  beforeEach(() => {
    place = temporaryPlace();
    if (isRepository) place.git('init', '-q');
    place.write('good.md');
  });
  afterEach(() => place.end());

  /** Everything that was found: the text of a document, or why there is none. */
  const readAll = async () => {
    const folder = await openFolder(place.root);
    const found = new Map(folder.skipped.map(({ path, reason }) => [path, reason]));
    for await (const file of folder.read())
      found.set(file.path, 'skipped' in file ? file.skipped : contentOf(file));
    return found;
  };

  test.each(CASES)(
    '$what is read or listed, and harms no other',
    async ({ make, text, skipped }) => {
      make(place.at('odd.md'));
      const found = await asNobody(place.root, readAll);
      if (text === undefined) expect(found.get('odd.md')).toMatch(skipped ?? /^$/);
      else expect(found.get('odd.md')).toBe(text);
      expect(found.get('good.md')).toBe('# good.md\n');
    },
  );

  test('a pipe is not waited for, and folders that lead back to themselves end', async () => {
    execFileSync('mkfifo', [place.at('pipe.md')]);
    mkdirSync(place.at('in'));
    symlinkSync('..', place.at('in/back'));
    const found = await readAll();
    expect(Object.fromEntries(found)).toEqual({
      'good.md': '# good.md\n',
      'pipe.md': 'it is no regular file',
      'in/back': 'it is a link to a folder',
    });
  });

  test('a link to a folder is listed under any name, unless what bears it is never read', async () => {
    place.write('.gitignore', 'ignored\n');
    for (const name of ['out', 'v1.2', '.hidden', 'node_modules', 'file.txt'])
      symlinkSync(name === 'file.txt' ? '/etc/passwd' : '/etc', place.at(name));
    if (isRepository) symlinkSync('/etc', place.at('ignored'));
    const found = await readAll();
    expect([...found.keys()].toSorted()).toEqual(['good.md', 'out', 'v1.2']);
    expect(found.get('out')).toBe('it is a link to a folder');
  });
});
