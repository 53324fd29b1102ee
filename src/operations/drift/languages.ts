import { javascriptImports, scriptImports } from './javascript.ts';
import { IMPORT_FORMS, importsBy } from './other-imports.ts';
import { pythonImports } from './python.ts';
import { besideOrInRoots, byPackage, bySuffix, javascriptTarget, rustTarget } from './resolve.ts';
import { pythonTarget } from './resolve-python.ts';
import type { Import, SourceTree } from './types.ts';

/** Where an import leads: a path of the repository, or undefined for what lies elsewhere. */
export type Resolve = (tree: SourceTree, from: string, imported: Import) => readonly string[];

interface Language {
  readonly extensions: readonly string[];
  readonly imports: (source: string) => readonly Import[];
  readonly resolve: Resolve;
}

/** A language is one entry. */
const LANGUAGES: readonly Language[] = [
  {
    extensions: ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'],
    imports: javascriptImports,
    resolve: javascriptTarget,
  },
  { extensions: ['vue', 'svelte'], imports: scriptImports, resolve: javascriptTarget },
  { extensions: ['py', 'pyi'], imports: pythonImports, resolve: pythonTarget },
  { extensions: ['go'], imports: importsBy(IMPORT_FORMS.go), resolve: byPackage },
  {
    extensions: ['java', 'kt', 'kts', 'scala', 'groovy'],
    imports: importsBy(IMPORT_FORMS.jvm),
    resolve: bySuffix(/\./, ['java', 'kt', 'scala', 'groovy']),
  },
  { extensions: ['cs'], imports: importsBy(IMPORT_FORMS.csharp), resolve: bySuffix(/\./, ['cs']) },
  { extensions: ['rs'], imports: importsBy(IMPORT_FORMS.rust), resolve: rustTarget },
  {
    extensions: ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'm', 'mm'],
    imports: importsBy(IMPORT_FORMS.c),
    resolve: besideOrInRoots(['', 'include', 'src'], ['']),
  },
  {
    extensions: ['rb'],
    imports: importsBy(IMPORT_FORMS.ruby),
    resolve: besideOrInRoots(['', 'lib', 'app'], ['', '.rb']),
  },
  { extensions: ['php'], imports: importsBy(IMPORT_FORMS.php), resolve: bySuffix(/\\/, ['php']) },
  {
    extensions: ['dart'],
    imports: importsBy(IMPORT_FORMS.dart),
    resolve: besideOrInRoots(['lib'], ['']),
  },
];

const BY_EXTENSION = new Map(
  LANGUAGES.flatMap((language) => language.extensions.map((each) => [each, language] as const)),
);

/** By a file's extension; undefined for what is no source code that is known here. */
export const languageOf = (path: string): Language | undefined =>
  BY_EXTENSION.get(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '');
