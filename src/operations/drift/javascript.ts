import { tokensOf, type LexRules, type Token } from './lexer.ts';
import type { Import } from './types.ts';

/** What has no end goes to the end of the file, and lengths are bound, so that no file takes longer than its length. */
export const JAVASCRIPT: LexRules = [
  ['space', /\s+/y],
  ['comment', /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|#!(?<=^#!)[^\n]*/y],
  ['string', /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'/y],
  ['string', /`[^`\\$]*(?:(?:\\[^]|\$(?!\{))[^`\\$]*)*`/y],
  ['template', /`[^`\\$]*(?:(?:\\[^]|\$(?!\{))[^`\\$]*)*\$\{/y],
  ['regex', /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,999}\]){1,999}\/[a-z]*/y],
  ['word', /[\p{L}\p{N}_$]+/uy],
];

/** Tokens between `import` and `from`. */
const CLAUSE = /^[{},*]$/;

/** Static and dynamic imports, `require`, and what is exported on, of JavaScript and TypeScript. */
export function javascriptImports(source: string): readonly Import[] {
  const tokens = tokensOf(source, JAVASCRIPT);
  return tokens.flatMap((token, at) => {
    const found = token.sort === 'word' && !isMember(tokens, at) && readers.get(token.text);
    const named = found ? found(tokens, at) : undefined;
    return named ? [{ specifier: named.text, line: named.line }] : [];
  });
}

/** `module.require`, but not `...require`. */
const isMember = (tokens: readonly Token[], at: number): boolean =>
  isMark(tokens[at - 1], '.') && !isMark(tokens[at - 2], '.');

type Reader = (tokens: readonly Token[], at: number) => Token | undefined;

const called: Reader = (tokens, at) =>
  isMark(tokens[at + 1], '(') && /^[),]$/.test(tokens[at + 3]?.text ?? '')
    ? stringAt(tokens, at + 2)
    : undefined;

/** The string after the next `from` of a clause that holds nothing but names. */
const fromClause: Reader = (tokens, at) => {
  for (let next = at + 1; next < tokens.length; next += 1) {
    const token = tokens[next];
    if (token?.sort === 'word' && /^(?:import|export)$/.test(token.text)) return undefined;
    const source = token?.text === 'from' ? stringAt(tokens, next + 1) : undefined;
    if (source) return source;
    if (token?.sort === 'mark' && !CLAUSE.test(token.text)) return undefined;
  }
  return undefined;
};

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'import',
    (tokens, at) => stringAt(tokens, at + 1) ?? called(tokens, at) ?? fromClause(tokens, at),
  ],
  ['export', fromClause],
  [
    'require',
    (tokens, at) =>
      isMark(tokens[at + 1], '.') && tokens[at + 2]?.text === 'resolve'
        ? called(tokens, at + 2)
        : called(tokens, at),
  ],
]);

const isMark = (token: Token | undefined, text: string): boolean =>
  token?.sort === 'mark' && token.text === text;

const stringAt = (tokens: readonly Token[], at: number): Token | undefined =>
  tokens[at]?.sort === 'string' ? tokens[at] : undefined;

const SCRIPTS = /(<script\b[^>]{0,999}>)([^]*?)(?:<\/script\s{0,9}>|$)/gi;

/** Scripts of a component's page (Vue, Svelte), on the lines where they stand. */
export function scriptImports(source: string): readonly Import[] {
  return [...source.matchAll(SCRIPTS)].flatMap(({ index, 1: tag = '', 2: code = '' }) => {
    const above = source.slice(0, index + tag.length).split('\n').length - 1;
    return javascriptImports(code).map((each) => ({ ...each, line: each.line + above }));
  });
}
