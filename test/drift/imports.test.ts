import { describe, expect, it } from 'vitest';

import { languageOf } from '#src/operations/drift/languages';

/** `specifier:line`, with the names that are imported from it. */
const imports = (path: string, source: string): readonly string[] =>
  (languageOf(path)?.imports(source) ?? []).map(
    ({ specifier, line, names }) => `${specifier}:${line}${names ? ` ${names.join(' ')}` : ''}`,
  );

describe('imports of JavaScript and TypeScript', () => {
  it.each([
    ['a default', `import a from './a.ts';`, ['./a.ts:1']],
    ['names over lines', `import {\n  a,\n  type B as C,\n} from "b";`, ['b:4']],
    ['a side effect', `import './polyfill';`, ['./polyfill:1']],
    ['types alone', `import type { A } from 'a';\nexport type { A } from 'a';`, ['a:1', 'a:2']],
    ['a namespace', `import * as a from 'a'`, ['a:1']],
    ['an import that is called from', `import from from 'a'`, ['a:1']],
    ['names that are strings', `import { 'a-b' as ab } from 'a'`, ['a:1']],
    ['attributes', `import a from './a.json' with { type: 'json' };`, ['./a.json:1']],
    [
      'what is exported on',
      `export * from 'a';\nexport * as b from 'b';\nexport { c } from 'c';`,
      ['a:1', 'b:2', 'c:3'],
    ],
    ['an import at run time', `const a = await import('./a');`, ['./a:1']],
    ['one with options', `import('./a', { with: {} })`, ['./a:1']],
    ['one of a template without parts', 'import(`./a`)', ['./a:1']],
    ['one within a template', 'const x = `a ${await import("b")} import("c")`;', ['b:1']],
    [
      'CommonJS',
      `const a = require('a');\nimport b = require('b');\nrequire.resolve('c')`,
      ['a:1', 'b:2', 'c:3'],
    ],
    ['a spread', `[...require('a')]`, ['a:1']],
    ['a type', `type A = import('./a').A;`, ['./a:1']],
    ['comments between', `import /* x */ a // from 'z'\n  from 'a';`, ['a:2']],
    ['no semicolons', `import a from 'a'\nimport b from 'b'`, ['a:1', 'b:2']],
    ['a regular expression with quotes before', `const r = /['"\`/]/; import('a')`, ['a:1']],
    ['a division before', `const r = a / b; import('a'); const s = c / d;`, ['a:1']],
    ['an apostrophe in a page', `const p = <p>don't</p>;\nimport('a')`, ['a:2']],
    ['an open template', "const x = `;\nimport a from 'a';", ['a:2']],
    ['an interpreter', `#!/usr/bin/env node\nimport a from 'a';`, ['a:2']],
    ['minified code', `import{a as b}from"a";import c from"c";export{b}`, ['a:1', 'c:1']],
  ])('finds %s', (_, source, expected) => {
    expect(imports('a.tsx', source)).toEqual(expected);
  });

  it.each([
    ['a comment', `// import a from 'a'\n/* import 'b'\nrequire('c') */`],
    ['a string', `const a = "import x from 'a'"; const b = 'require("b")';`],
    ['a template', "const a = `\nimport x from 'a';\n${b} require('c')\n`;"],
    ['a member', `a.import('x'); a.require('y'); a?.require('z')`],
    ['a key', `const a = { import: 'x', require: 'y', from: 'z' };`],
    ['import.meta', `import.meta.resolve('a');`],
    ['what is computed', `import(a); require(b + 'c'); import('d' + e);`],
    ['an export of its own', `export { a };\nconst from = 'b';\nexport default 'c';`],
    ['a regular expression', `const a = /import 'x'/;`],
  ])('finds nothing in %s', (_, source) => {
    expect(imports('a.ts', source)).toEqual([]);
  });

  it('finds those of a script in a page, on their lines', () => {
    const page = `<template>\n  import 'no'\n</template>\n<script lang="ts">\nimport a from 'a';\n</script>\n`;
    expect(imports('a.vue', page)).toEqual(['a:5']);
  });
});

describe('imports of Python', () => {
  it.each([
    ['modules', 'import a.b as c, d', ['a.b:1', 'd:1']],
    ['names', 'from a.b import c as d, e', ['a.b:1 c e']],
    ['names over lines', 'from a import (\n  b,  # c\n  d,\n)\nimport e', ['a:1 b d', 'e:5']],
    ['what is relative', 'from . import a\nfrom ..b import c', ['.:1 a', '..b:2 c']],
    ['all', 'from a import *', ['a:1 ']],
    ['a line that goes on', 'from a \\\n  import b', ['a:1 b']],
    ['what is indented', 'try:\n    import a\nexcept ImportError:\n    a = None', ['a:2']],
    ['several in a line', 'import a; from b import c', ['a:1', 'b:1 c']],
    ['one after a colon', 'if x: import a', ['a:1']],
    ['imports at run time', `importlib.import_module('a.b')\n__import__("c")`, ['a.b:1', 'c:2']],
  ])('finds %s', (_, source, expected) => {
    expect(imports('a.py', source)).toEqual(expected);
  });

  it.each([
    ['a comment', '# import a\n'],
    ['a docstring', '"""\nimport a\nfrom b import c\n"""\n'],
    ['a string', `x = 'import a'; y = r"from b import c"`],
    ['a generator', 'def f():\n    yield from a\n'],
    ['an error that has a cause', 'raise A from b'],
    ['what is computed', `__import__('a.' + b)\nimport_module(c)`],
  ])('finds nothing in %s', (_, source) => {
    expect(imports('a.py', source)).toEqual([]);
  });
});

describe('imports of other languages', () => {
  it.each([
    ['a.go', 'import "fmt"\nimport (\n\tx "a/b"\n\t// "no"\n\t_ "c"\n)', ['fmt:1', 'a/b:3', 'c:5']],
    [
      'A.java',
      'import a.b.C;\nimport static d.E.f;\n// import no;\nString s = """\nimport no;\n""";',
      ['a.b.C:1', 'd.E.f:2'],
    ],
    ['a.kt', 'import a.b.C as D\n/* import no */', ['a.b.C:1']],
    [
      'A.cs',
      'using System;\nglobal using A.B;\nusing static C.D;\nusing (var x = y) {}',
      ['System:1', 'A.B:2', 'C.D:3'],
    ],
    [
      'a.rs',
      `use crate::a::b;\npub(crate) use std::io::{self};\n// use no;\nfn f<'a>() {}`,
      ['crate::a::b:1', 'std::io:2'],
    ],
    ['a.c', '#include "a/b.h"\n# include <stdio.h>\n// #include "no.h"', ['a/b.h:1', 'stdio.h:2']],
    ['a.rb', `require 'a'\nrequire_relative "./b"\n# require 'no'`, ['a:1', 'b:2']],
    [
      'a.php',
      `<?php\nuse App\\Models\\User;\nrequire_once __DIR__ . '/b.php';\n# use No;`,
      ['App\\Models\\User:2', 'b.php:3'],
    ],
    ['a.dart', `import 'package:a/b.dart';\nexport 'c.dart';`, ['package:a/b.dart:1', 'c.dart:2']],
  ])('are found in %s', (path, source, expected) => {
    expect(imports(path, source)).toEqual(expected);
  });

  it('are not looked for in what is no code', () => {
    expect(languageOf('docs/a.md')).toBeUndefined();
    expect(languageOf('Makefile')).toBeUndefined();
  });
});
