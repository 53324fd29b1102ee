import { codeOf, type LexRules } from './lexer.ts';
import type { Import } from './types.ts';

/** How a language names what it imports, in code without comments: the first group that is there is the name. */
export interface ImportForms {
  readonly lex: LexRules;
  readonly forms: readonly RegExp[];
  /** Blocks of which each string is a name: Go's `import ( … )`. */
  readonly block?: RegExp;
}

const SLASHES = ['comment', /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y] as const;
const HASH = ['comment', /#[^\n]*/y] as const;
const DOUBLE = ['string', /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"/y] as const;
const SINGLE = ['string', /'[^'\\\n]*(?:\\[^][^'\\\n]*)*'/y] as const;
const THREE = ['string', /"""[^]*?"""|'''[^]*?'''/y] as const;
const RAW = ['string', /`[^`]*`/y] as const;
const REST = ['space', /[\p{L}\p{N}_\s]+/uy] as const;

const curly: LexRules = [REST, SLASHES, THREE, DOUBLE, SINGLE];

const JVM: ImportForms = {
  lex: curly,
  forms: [/^[^\S\n]*import\s+(?:static\s+)?([\p{L}_][\p{L}\p{N}_.]*)/gmu],
};

/** The languages that are read with expressions; what they say is not compiled, only named. */
export const IMPORT_FORMS = {
  go: {
    lex: [REST, SLASHES, RAW, DOUBLE, SINGLE],
    forms: [/^import\s+(?:[\p{L}_.][\p{L}\p{N}_]*\s+)?["`]([^"`\n]+)["`]/gmu],
    block: /^import\s*\(([^)]{0,20000})\)/gm,
  },
  jvm: JVM,
  csharp: {
    lex: curly,
    forms: [/^[^\S\n]*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([A-Z][\w.]*)\s*;/gm],
  },
  rust: {
    lex: [REST, SLASHES, DOUBLE],
    forms: [/^[^\S\n]*(?:pub(?:\([^)]*\))?\s+)?(?:use|extern\s+crate)\s+(?:::)?([\w:]*\w)/gm],
  },
  c: {
    lex: [REST, SLASHES, DOUBLE, SINGLE],
    forms: [/^[^\S\n]*#[^\S\n]*(?:include|import)[^\S\n]*["<]([^">\n]+)[">]/gm],
  },
  ruby: {
    lex: [REST, ['comment', /^=begin\b[^]*?(?:^=end\b|(?![^]))/my], HASH, DOUBLE, SINGLE],
    forms: [
      /^[^\S\n]*(?:require|load)[\s(]+["']([^"'\n]+)["']/gm,
      /^[^\S\n]*require_relative[\s(]+["'](?:\.\/)?([^"'\n]+)["']/gm,
    ],
  },
  php: {
    lex: [REST, HASH, SLASHES, DOUBLE, SINGLE],
    forms: [
      /^[^\S\n]*use\s+(?:function\s+|const\s+)?\\?([A-Z][\w\\]*)/gm,
      /\b(?:require|include)(?:_once)?[\s(]+(?:__DIR__\s*\.\s*)?["']\/?([^"'\n]+)["']/g,
    ],
  },
  dart: {
    lex: [REST, SLASHES, THREE, DOUBLE, SINGLE],
    forms: [/^[^\S\n]*(?:import|export)\s+["']([^"'\n]+)["']/gm],
  },
} as const satisfies Readonly<Record<string, ImportForms>>;

/** Imports of a language that is told by expressions, in the order of their lines. */
export const importsBy =
  ({ lex, forms, block }: ImportForms) =>
  (source: string): readonly Import[] => {
    const code = codeOf(source, lex);
    const alone = forms.flatMap((form) => named(code, form));
    const inBlocks = block
      ? [...code.matchAll(block)].flatMap((found) => stringsIn(code, found))
      : [];
    return [...alone, ...inBlocks].toSorted((a, b) => a.line - b.line);
  };

const named = (code: string, form: RegExp): readonly Import[] =>
  [...code.matchAll(form)].flatMap(({ index, 0: whole, 1: specifier = '' }) =>
    importAt(code, index + whole.lastIndexOf(specifier), specifier),
  );

const stringsIn = (code: string, { index, 0: whole }: RegExpExecArray): readonly Import[] =>
  [...whole.matchAll(/["`]([^"`\n]+)["`]/g)].flatMap(({ index: inside, 1: specifier = '' }) =>
    importAt(code, index + inside, specifier),
  );

const importAt = (code: string, at: number, specifier: string): readonly Import[] =>
  specifier === '' ? [] : [{ specifier, line: code.slice(0, at).split('\n').length }];
