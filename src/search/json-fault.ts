/**
 * Finds where a text stops being JSON. JSON.parse only says so for some faults (V8 gives an
 * excerpt for the others), and a person with a long file looks for a line.
 */

/** What may come next. */
type Expected =
  'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or end' | 'nothing';

interface State {
  readonly at: number;
  readonly expected: Expected;
}

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const STRING_PART = /[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** UTF-16 offset of the first character that cannot stand where it stands (the length, when the end comes too early); undefined for JSON. */
export function jsonFault(text: string): number | undefined {
  const open: string[] = [];
  let state: State = { at: 0, expected: 'value' };
  for (;;) {
    const at = matched(SPACE, text, state.at) ?? state.at;
    if (at === text.length) return state.expected === 'nothing' ? undefined : at;
    const next = step({ text, open }, { ...state, at });
    if (typeof next === 'number') return next;
    state = next;
  }
}

/** Where a text stops being JSON, for people: `"}" is unexpected at line 3, column 5 (position 40)`. */
export function jsonFaultSentence(text: string): string {
  const offset = jsonFault(text) ?? text.length;
  const column = offset - text.lastIndexOf('\n', offset - 1);
  const place = `at line ${lineAt(text, offset)}, column ${column} (position ${offset})`;
  const found = text.codePointAt(offset);
  return found === undefined
    ? `it ends too early, ${place}`
    : `${JSON.stringify(String.fromCodePoint(found))} is unexpected ${place}`;
}

/** Counted without cutting the text: it can have hundreds of megabytes. */
function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
    line += 1;
  return line;
}

interface Reading {
  readonly text: string;
  /** Closing brackets that are due, innermost last. */
  readonly open: string[];
}

/** The state after one token, or where it is wrong. */
function step(reading: Reading, state: State): State | number {
  const { text, open } = reading;
  const { at, expected } = state;
  const character = text.charAt(at);
  if (character === '"') return string(reading, state);
  if (character === ':' && expected === 'colon') return { at: at + 1, expected: 'value' };
  if (character === ',' && expected === 'comma or end')
    return { at: at + 1, expected: open.at(-1) === '}' ? 'name' : 'value' };
  if (character === open.at(-1) && CLOSES.has(expected)) {
    open.pop();
    return { at: at + 1, expected: afterValue(open) };
  }
  return expected.startsWith('value') ? value(reading, state) : at;
}

function value({ text, open }: Reading, { at }: State): State | number {
  const opened = OPENS[text.charAt(at)];
  if (opened) {
    open.push(opened.close);
    return { at: at + 1, expected: opened.expected };
  }
  const end = matched(LITERAL, text, at);
  return end === undefined ? at : { at: end, expected: afterValue(open) };
}

function string({ text, open }: Reading, { at, expected }: State): State | number {
  if (!TAKES_STRING.has(expected)) return at;
  const { end, fault } = endOfString(text, at);
  if (fault !== undefined) return fault;
  return { at: end, expected: expected.startsWith('name') ? 'colon' : afterValue(open) };
}

const afterValue = (open: readonly string[]): Expected =>
  open.length > 0 ? 'comma or end' : 'nothing';

const TAKES_STRING: ReadonlySet<Expected> = new Set(['value', 'value or ]', 'name', 'name or }']);
const CLOSES: ReadonlySet<Expected> = new Set(['value or ]', 'name or }', 'comma or end']);
const OPENS: Readonly<Record<string, { readonly close: string; readonly expected: Expected }>> = {
  '{': { close: '}', expected: 'name or }' },
  '[': { close: ']', expected: 'value or ]' },
};

function endOfString(
  text: string,
  start: number,
): { readonly end: number; readonly fault?: number } {
  let at = start + 1;
  for (;;) {
    if (text.charAt(at) === '"') return { end: at + 1 };
    const next = matched(STRING_PART, text, at);
    if (next === undefined) return { end: at, fault: at };
    at = next;
  }
}

/** Where a sticky pattern's match ends, or undefined. */
function matched(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
