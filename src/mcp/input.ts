import { z } from 'zod';

import type { UrlFilters } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import { FACETS } from '#src/kinds/kind';
import { LEVELS } from '#src/kinds/vocabulary';

import { allNames, knownStatuses, searchableNames } from './names.ts';
import { RECORDABLES } from './recordable.ts';
import { BUDGET } from './tokens.ts';

/** Parts of arguments that several tools take, with the words that an agent reads about them. */

const word = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const wanted = z.union([word, z.array(z.union([z.string(), z.number()])).min(1)]);

/** Fields by name; several are AND-ed, a list is any of its values. */
export const filterInput = z
  .record(z.string(), wanted)
  .optional()
  .describe(
    'Only records that match all of these: {"status": ["open", "pending"], "repo": "api", "created__gte": "2025-11-01"}. ' +
      `Names of all kinds: ${[...FACETS, 'tag', 'year'].join(', ')}; beside them every field of the kind (status lists them). ` +
      'After two underscores an operator: gte, lt, ne, nin, contains, starts, has; null: the field is empty. ' +
      `Statuses: ${knownStatuses(RECORDABLES.map(({ kind }) => kind))}. Severity and priority: ${LEVELS.join(', ')}.`,
  );

const kindName = z.string().min(1);

export const kindInput = kindName.describe(`Kind of record: ${allNames.join(', ')}.`);
export const kindsInput = z
  .array(kindName)
  .optional()
  .describe(`Only these kinds; default all with text: ${searchableNames.join(', ')}.`);

export const limitInput = (usual: number) =>
  z.int().min(1).max(1000).default(usual).describe('Most records of this answer.');
export const cursorInput = z
  .string()
  .optional()
  .describe('next_cursor of the answer before, with the same arguments otherwise.');
export const budgetInput = z
  .int()
  .min(BUDGET.least)
  .max(BUDGET.most)
  .default(BUDGET.usual)
  .describe('Most tokens of the answer: texts are shortened, then the last records left out.');
export const duringInput = {
  lifecycle: z
    .enum(['current', 'all', 'past'])
    .optional()
    .describe('Of decisions: those that hold, all (default), or those that no longer do.'),
  as_of: z
    .string()
    .optional()
    .describe('What there was on that day, and what held then: 2025-06-30, 2025-06 or 2025.'),
};

const OPERATOR = /__[a-z]+$/;

/** The filter as the client takes it. Code: invalid_query, for a list whose value has a comma. */
export const urlFilters = (filter: z.output<typeof filterInput>): UrlFilters =>
  Object.entries(filter ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [urlFilter(name, value)],
  );

/** Always with an operator: a bare name may be another parameter's, and a comma would cut its value. */
function urlFilter(name: string, value: z.output<typeof wanted>): UrlFilters[number] {
  const as = (operator: string): string => (OPERATOR.test(name) ? name : `${name}__${operator}`);
  if (value === null) return [as('null'), 'true'];
  if (!Array.isArray(value)) return [as('eq'), String(value)];
  const words = value.map(String);
  const [first] = words;
  if (words.length === 1 && first !== undefined) return [as('eq'), first];
  if (words.some((each) => each.includes(','))) throw withComma(name);
  return [as('in'), words.join(',')];
}

const withComma = (name: string): WorkspaceError =>
  new WorkspaceError(
    'invalid_query',
    `A value with a comma cannot stand in the list of '${name}'.`,
    {
      next: 'Ask for it alone.',
    },
  );
