import { z } from 'zod';

import { lastDayOf } from '#src/search/period';
import { LIFECYCLES, type LifecycleRequest } from '#src/search/types';

import { choiceIn, invalidParameter, one } from './parameters.ts';

/** Parameters of a URL that narrow a search by what holds. */
export const LIFECYCLE_PARAMETERS = ['lifecycle', 'as_of'] as const;

const NO_DAY = 'is no day, month or year; write one as 2025-11-01, 2025-11 or 2025.';

/** The same in a body. */
export const LIFECYCLE_BODY = {
  lifecycle: z.enum(LIFECYCLES).optional(),
  as_of: z
    .string()
    .refine((text) => lastDayOf(text) !== undefined, {
      error: ({ input }) => `'${String(input).slice(0, 40)}' ${NO_DAY}`,
    })
    .optional(),
};

/** Code: invalid_query. */
export function lifecycleInUrl(query: URLSearchParams): LifecycleRequest {
  const text = one(query, 'as_of');
  const day = text === undefined ? undefined : lastDayOf(text);
  if (text !== undefined && day === undefined)
    throw invalidParameter('as_of', `'${text.slice(0, 40)}' ${NO_DAY}`);
  return lifecycleIn({ lifecycle: choiceIn(query, 'lifecycle', LIFECYCLES), as_of: day });
}

type Given = { readonly [name in keyof LifecycleRequest]: LifecycleRequest[name] | undefined };

/** Only what was said. */
export const lifecycleIn = ({ lifecycle, as_of: day }: Given): LifecycleRequest => ({
  ...(lifecycle && { lifecycle }),
  ...(day !== undefined && { as_of: lastDayOf(day) ?? day }),
});
