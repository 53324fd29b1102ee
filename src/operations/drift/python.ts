import { tokensOf, type LexRules, type Token } from './lexer.ts';
import type { Import } from './types.ts';

export const PYTHON: LexRules = [
  ['space', /[^\S\n]+|\\\n/y],
  ['newline', /\n/y],
  ['comment', /#[^\n]*/y],
  [
    'string',
    /"""[^"\\]*(?:(?:\\[^]|"(?!""))[^"\\]*)*"""|'''[^'\\]*(?:(?:\\[^]|'(?!''))[^'\\]*)*'''/y,
  ],
  ['string', /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'/y],
  ['word', /[\p{L}\p{N}_]+/uy],
];

/** `import`, `from … import`, `importlib.import_module` and `__import__`. */
export function pythonImports(source: string): readonly Import[] {
  const tokens = tokensOf(source, PYTHON);
  return tokens.flatMap((token, at) => {
    if (token.sort !== 'word') return [];
    if (CALLS.test(token.text)) return called(tokens, at);
    if (!beginsStatement(tokens[at - 1])) return [];
    if (token.text === 'import') return imported(tokens, at);
    return token.text === 'from' ? importedFrom(tokens, at) : [];
  });
}

const CALLS = /^(?:import_module|__import__)$/;

function called(tokens: readonly Token[], at: number): readonly Import[] {
  const name = tokens[at + 2];
  const isWhole = /^[),]$/.test(tokens[at + 3]?.text ?? '');
  return tokens[at + 1]?.text === '(' && name?.sort === 'string' && isWhole
    ? [{ specifier: name.text, line: name.line }]
    : [];
}

const beginsStatement = (before: Token | undefined): boolean =>
  before === undefined || before.sort === 'newline' || /^[;:]$/.test(before.text);

/** `import a.b as c, d`: each module on its own. */
function imported(tokens: readonly Token[], at: number): readonly Import[] {
  const line = tokens[at]?.line ?? 1;
  return namesFrom(statement(tokens, at + 1)).map((specifier) => ({ specifier, line }));
}

/** `from .a import (b as c, d)` */
function importedFrom(tokens: readonly Token[], at: number): readonly Import[] {
  const line = tokens[at]?.line ?? 1;
  const rest = statement(tokens, at + 1);
  const middle = rest.findIndex(({ sort, text }) => sort === 'word' && text === 'import');
  if (middle < 1) return [];
  const specifier = rest
    .slice(0, middle)
    .map(({ text }) => text)
    .join('');
  if (!/^[\p{L}\p{N}_.]+$/u.test(specifier)) return [];
  return [{ specifier, line, names: namesFrom(rest.slice(middle + 1)) }];
}

/** Tokens up to the end of the statement; within parentheses a line goes on. */
function statement(tokens: readonly Token[], from: number): readonly Token[] {
  const found: Token[] = [];
  let depth = 0;
  for (const token of tokens.slice(from, from + MOST_TOKENS)) {
    if (depth === 0 && (token.sort === 'newline' || token.text === ';')) break;
    depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (token.sort !== 'newline') found.push(token);
  }
  return found;
}

/** Nobody imports more names at once; a parenthesis that is never closed ends here. */
const MOST_TOKENS = 2_000;

/** Names between commas, without those that they are given here. */
function namesFrom(tokens: readonly Token[]): readonly string[] {
  const parts = tokens
    .filter(({ text }) => text !== '(' && text !== ')')
    .map(({ sort, text }) => (sort === 'word' && text === 'as' ? ' as ' : text))
    .join('')
    .split(',');
  return parts
    .map((part) => part.split(' as ')[0] ?? '')
    .filter((name) => /^[\p{L}\p{N}_.]+$/u.test(name));
}
