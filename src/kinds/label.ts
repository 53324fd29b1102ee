import { z } from 'zod';

/** Longest label in UTF-16 units. */
const LONGEST = 100;

/** A tag, or the name of a relation: a few words on one line. A comma would end it in a filter. */
export const label = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(LONGEST, `is longer than ${LONGEST} characters`)
  .regex(/^[^,\p{Cc}]*$/u, 'must not have a comma or a line break')
  .refine((text) => !/^\.{1,2}$/.test(text), 'must not be . or .., which no URL can name');
