import type { z } from 'zod';

import type { InputIssue } from '#src/errors';

import { pointerToken } from './json-pointer.ts';
import { didYouMean } from './nearest-name.ts';

/** More faults than this help nobody. */
export const MOST_FAULTS = 100;

/** What the checker knows besides the schema. */
export interface Checked {
  /** Pointer of the value in the body. */
  readonly pointer: string;
  /** Names that an unknown key may have meant. */
  readonly known: readonly string[];
  /** What the value is, for the sentence: "task". */
  readonly label: string;
  /** The same of what stands in lists below it, by the member that holds the list. */
  readonly within?: Readonly<Record<string, Pick<Checked, 'known' | 'label'>>>;
}

/** A value as its schema gives it, or its faults with their pointers. */
export function check<T>(
  schema: z.ZodType<T>,
  json: unknown,
  at: Checked,
): { readonly value: T } | { readonly issues: readonly InputIssue[] } {
  const parsed = schema.safeParse(json, { reportInput: true });
  if (parsed.success) return { value: parsed.data };
  return { issues: parsed.error.issues.flatMap((issue) => inputIssues(issue, at)) };
}

function inputIssues(issue: z.core.$ZodIssue, at: Checked): readonly InputIssue[] {
  const pointer = [at.pointer, ...issue.path.map((key) => pointerToken(String(key)))].join('/');
  if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: detailOf(issue) }];
  const { label, known } = at.within?.[String(issue.path[0])] ?? at;
  const article = /^[aeiou]/i.test(label) ? 'an' : 'a';
  return issue.keys.slice(0, MOST_FAULTS).map((key) => ({
    pointer: `${pointer}/${pointerToken(key)}`,
    detail: `'${key.slice(0, 60)}' is no field of ${article} ${label}.${didYouMean(key, known)}`,
  }));
}

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return wrongType(issue);
  if (issue.code === 'too_small' && isZods(issue)) return tooSmall(issue);
  if (issue.code === 'too_big' && isZods(issue)) return tooBig(issue);
  if (issue.code === 'invalid_value') return wrongValue(issue.input, issue.values.map(String));
  return sentence(issue.message);
}

function wrongType({ expected, input }: z.core.$ZodIssueInvalidType): string {
  if (input !== undefined && expected === 'boolean')
    return `${shown(input)} is neither true nor false.`;
  return input === undefined
    ? 'It is required.'
    : sentence(`${shown(input)} is no ${EXPECTED[expected] ?? expected}`);
}

function wrongValue(input: unknown, values: readonly string[]): string {
  if (input === undefined) return 'It is required.';
  const near = typeof input === 'string' ? didYouMean(input, values) : '';
  return `${shown(input)} is none of ${values.join(', ')}.${near}`;
}

/** A schema may have words of its own, which say more. */
const isZods = ({ message }: z.core.$ZodIssue): boolean => /^Too (?:small|big)/.test(message);

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'items' };

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `It must be at least ${minimum}.`;
  return Number(minimum) === 1 ? 'It must not be empty.' : `It has fewer than ${minimum} ${unit}.`;
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  const unit = UNITS[origin];
  return unit === undefined
    ? `It must be at most ${maximum}.`
    : `It has more than ${maximum} ${unit}.`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'list',
  record: 'object',
  int: 'whole number',
};

function shown(input: unknown): string {
  const text = typeof input === 'string' ? `'${input}'` : String(JSON.stringify(input));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
