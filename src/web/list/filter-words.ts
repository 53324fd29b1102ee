import type { UrlFilters } from '#src/client/types';
import { OPERATORS, type Operator } from '#src/kinds/field';

/** Operators in words, as a filter reads aloud: "created is from 2025-11-01 on". */
export const OPERATOR_WORDS: Readonly<Record<Operator, string>> = {
  eq: 'is',
  ne: 'is not',
  in: 'is one of',
  nin: 'is none of',
  lt: 'is below',
  lte: 'is at most',
  gt: 'is above',
  gte: 'is at least',
  has: 'has',
  contains: 'contains',
  starts: 'begins with',
  null: 'is empty',
};

/** The same for moments. */
const TIME_WORDS: Readonly<Partial<Record<Operator, string>>> = {
  lt: 'is before',
  lte: 'is no later than',
  gt: 'is after',
  gte: 'is no earlier than',
};

/** A filter as words. */
export interface FilterWords {
  readonly field: string;
  readonly is: string;
  /** Empty where the words say it all. */
  readonly value: string;
}

/** A filter of an address in words; an operator that nobody knows is shown as it is written. */
export function filterWords(
  [name, value]: UrlFilters[number],
  isMoment: (field: string) => boolean,
): FilterWords {
  const cut = name.lastIndexOf('__');
  const [field, op] = cut > 0 ? [name.slice(0, cut), name.slice(cut + 2)] : [name, 'eq'];
  if (op === 'null')
    return { field, is: value === 'false' ? 'is not empty' : 'is empty', value: '' };
  const known = OPERATORS.find((each) => each === op);
  const several = op === 'eq' && value.includes(',') && cut < 0;
  const words =
    known &&
    (isMoment(field) ? (TIME_WORDS[known] ?? OPERATOR_WORDS[known]) : OPERATOR_WORDS[known]);
  return {
    field,
    is: several ? OPERATOR_WORDS.in : (words ?? op),
    value: value.split(',').join(', '),
  };
}
