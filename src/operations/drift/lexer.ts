/** What imports are read from: words, strings and marks, without comments. */
export interface Token {
  readonly sort: Sort;
  /** Of a string what stands between its quotes. */
  readonly text: string;
  /** Where it begins in the source. */
  readonly at: number;
  /** From 1. */
  readonly line: number;
}

export type Sort =
  'space' | 'comment' | 'string' | 'word' | 'mark' | 'newline' | 'regex' | 'template';

/** How pieces of a language look, in the order in which they are tried; each expression is sticky. */
export type LexRules = readonly (readonly [sort: Sort, pattern: RegExp])[];

/** What is no token for whoever reads on. */
const UNSEEN: ReadonlySet<Sort> = new Set(['space', 'comment', 'regex', 'template']);

interface Piece extends Token {
  readonly whole: string;
}

/** Words after which a slash begins a regular expression. */
const BEFORE_REGEX =
  /^(?:return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await|instanceof)$/;

const mayBeRegex = (before: Piece | undefined): boolean =>
  before === undefined ||
  (before.sort === 'mark' && !/[)\]}<]/.test(before.text)) ||
  (before.sort === 'word' && BEFORE_REGEX.test(before.text));

/** All of a source, cut by its language's rules; what none of them matches is a mark of one character. */
function* pieces(source: string, rules: LexRules): Generator<Piece> {
  const templates: number[] = [];
  let depth = 0;
  let line = 1;
  let before: Piece | undefined;
  for (let at = 0; at < source.length;) {
    const isTail = templates.at(-1) === depth && source[at] === '}';
    const found = isTail ? templateTail(source, at) : firstMatch(source, { at, rules, before });
    const { sort, whole } = found;
    const piece = { sort, whole, at, line, text: sort === 'string' ? unquoted(whole) : whole };
    if (sort === 'template' && isTail) templates.pop();
    if (sort === 'template' && whole.endsWith('${')) templates.push(depth);
    if (sort === 'mark') depth += whole === '{' ? 1 : whole === '}' ? -1 : 0;
    yield piece;
    if (!UNSEEN.has(sort) && sort !== 'newline') before = piece;
    at += whole.length;
    if (whole.includes('\n')) line += whole.split('\n').length - 1;
  }
}

type Found = Pick<Piece, 'sort' | 'whole'>;

interface Position {
  readonly at: number;
  readonly rules: LexRules;
  readonly before: Piece | undefined;
}

function firstMatch(source: string, { at, rules, before }: Position): Found {
  for (const [sort, pattern] of rules) {
    if (sort === 'regex' && !mayBeRegex(before)) continue;
    pattern.lastIndex = at;
    const [whole] = pattern.exec(source) ?? [];
    if (whole) return { sort, whole };
  }
  return { sort: 'mark', whole: source[at] ?? '' };
}

const TAIL = /\}[^`\\$]*(?:(?:\\[^]|\$(?!\{))[^`\\$]*)*(?:`|\$\{)/y;

function templateTail(source: string, at: number): Found {
  TAIL.lastIndex = at;
  const [whole] = TAIL.exec(source) ?? [];
  return whole ? { sort: 'template', whole } : { sort: 'mark', whole: '}' };
}

const QUOTES = /^[A-Za-z@$]{0,3}("""|'''|["'`<])([^]*)(?:\1|>)$/;

const unquoted = (whole: string): string => QUOTES.exec(whole)?.[2] ?? whole;

/** Words, strings and marks (and newlines, where the language's rules tell them apart). */
export const tokensOf = (source: string, rules: LexRules): readonly Token[] =>
  [...pieces(source, rules)].filter(({ sort }) => !UNSEEN.has(sort));

/** The source with comments, and strings over several lines, blank; every other character is where it was. */
export const codeOf = (source: string, rules: LexRules): string =>
  [...pieces(source, rules)].map(blanked).join('');

const blanked = ({ sort, whole }: Piece): string => {
  const isBlank = sort === 'comment' || (sort === 'string' && whole.includes('\n'));
  return isBlank ? whole.replace(/[^\n]/g, ' ') : whole;
};
