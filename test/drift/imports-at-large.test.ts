import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { languageOf } from '#src/operations/drift/languages';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join('src', name));

const specifiers = (path: string, source: string): readonly string[] =>
  (languageOf(path)?.imports(source) ?? []).map(({ specifier }) => specifier);

const EXTENSIONS = ['ts', 'vue', 'py', 'go', 'java', 'cs', 'rs', 'c', 'rb', 'php', 'dart'] as const;

const MEGABYTE = 1024 * 1024;

describe('reading imports', () => {
  it('finds what the compiler finds, in every source of this project', () => {
    expect(sources.length).toBeGreaterThan(100);
    for (const path of sources) {
      const source = readFileSync(path, 'utf8');
      const { importedFiles } = ts.preProcessFile(source, true, true);
      const expected = importedFiles.map(({ fileName }) => fileName);
      expect(specifiers(path, source).toSorted(), path).toEqual(expected.toSorted());
    }
  });

  it.each(EXTENSIONS)('of %s ends, and does not throw, whatever a text is', (extension) => {
    const part = fc.constantFrom(
      ...['import', 'from', 'require', '(', ')', '{', '}', '`', '${', '"', "'", '"""', '\\', '\n'],
      ...[
        '/*',
        '*/',
        '//',
        '#',
        '/',
        '[',
        ']',
        ' ',
        'a',
        '=begin',
        '<script>',
        'use ',
        ';',
        '.',
        ',',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const found = languageOf(`a.${extension}`)?.imports(parts.join('')) ?? [];
        const lines = parts.join('').split('\n').length;
        for (const { line } of found) expect(line >= 1 && line <= lines).toBe(true);
      }),
    );
  });

  it.each([
    '/*',
    '"',
    '"""',
    "'",
    '`',
    '`${',
    '=/[',
    '<script',
    '=begin\n',
    '}',
    'import (\n',
    '\\',
  ])('comes to the end of a megabyte of %s', (part) => {
    const source = part.repeat(MEGABYTE / 8 / part.length);
    for (const extension of EXTENSIONS)
      expect(specifiers(`a.${extension}`, source)).toBeInstanceOf(Array);
  });
});
