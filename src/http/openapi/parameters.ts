import { OPERATORS } from '#src/kinds/field';
import { FACET_NAMES, FACET_VALUES } from '#src/search/facet-types';
import { LIFECYCLES, MODES } from '#src/search/types';
import { LIMIT } from '#src/http/parameters';
import { MOST as LONGEST_WAIT, USUAL as USUAL_WAIT } from '#src/http/waited';

import { refTo } from './names.ts';
import type { JsonSchema, ParameterDoc, Parameters } from './types.ts';

const TEXT: JsonSchema = { type: 'string' };

/** Given once, as it stands. */
export const text = (description: string, schema: JsonSchema = {}): ParameterDoc => ({
  description,
  schema: { ...TEXT, ...schema },
});

export const flag = (description: string): ParameterDoc => ({
  description,
  schema: { type: 'boolean' },
});

export const choice = (
  description: string,
  values: readonly string[],
  usual?: string,
): ParameterDoc => ({
  description,
  schema: { ...TEXT, enum: values, ...(usual !== undefined && { default: usual }) },
});

/** One or several, separated by commas. */
export const several = (description: string, items: JsonSchema = TEXT): ParameterDoc => ({
  description,
  schema: { type: 'array', items },
  style: 'form',
  explode: false,
});

/** One or several, each a parameter of its own. */
export const repeated = (description: string): ParameterDoc => ({
  description,
  schema: { type: 'array', items: TEXT },
  style: 'form',
  explode: true,
});

interface Range {
  readonly least: number;
  readonly most: number;
  readonly usual?: number;
}

export const whole = (description: string, { least, most, usual }: Range): ParameterDoc => ({
  description,
  schema: {
    type: 'integer',
    minimum: least,
    maximum: most,
    ...(usual !== undefined && { default: usual }),
  },
});

export const limit = (usual: number): ParameterDoc =>
  whole('How many at most.', { ...LIMIT, usual });

export const required = (parameter: ParameterDoc): ParameterDoc => ({
  ...parameter,
  required: true,
});

/** Names of filters that are not parameters by themselves: any field, with an operator or without. */
export const filterOf = (pattern: string, description: string): ParameterDoc => ({
  description,
  schema: {
    type: 'object',
    propertyNames: { pattern },
    additionalProperties: TEXT,
  },
  style: 'form',
  explode: true,
});

export const PRETTY: Parameters = { pretty: flag('Indent the answer for people.') };

export const KIND_LIST = several(
  'Only these kinds, by full or short names; several are separated by commas.',
  refTo('KindName'),
);

export const FACETS: Parameters = {
  facets: several(`Count all that matches too: \`true\`, or some of ${FACET_NAMES.join(', ')}.`, {
    type: 'string',
    enum: ['true', ...FACET_NAMES],
  }),
  facet_limit: whole('Values of one facet at most.', { ...LIMIT, usual: FACET_VALUES }),
};

export const ANY_FILTER = filterOf(
  `^(status|repo|severity|priority|type|date|tag|year)(__(${OPERATORS.join('|')}))?$`,
  'Filters, each a parameter of its own: a facet or a field of the kinds that are asked for, `__` and an operator after it or none (`status=open`, `date__gte=2025-11-01`). Several are AND-ed; a comma asks for one of several values.',
);

export const SCOPE: Parameters = {
  kind: KIND_LIST,
  limit: limit(10),
  cursor: text('Where the page before ended: its `next_cursor`.'),
  strict: flag('Answer 503 rather than without one of the legs.'),
  explain: flag('Tell how the answer came to be.'),
  ...FACETS,
  lifecycle: choice('Which decisions: those that hold, or no longer do.', LIFECYCLES, 'all'),
  as_of: text('What there was on a day (`2025-11-01`), or the last day of a month or a year.'),
  filter: ANY_FILTER,
};

export const SEARCH: Parameters = {
  q: text('What is searched for, in your own words; `kind:`, `status:` and the like narrow it.'),
  mode: choice('Words and meaning together, or one of them.', MODES, 'hybrid'),
  qualifiers: flag('Whether `status:open` in the text is a filter. Default true.'),
  prefix: flag('The last word is still being typed.'),
  ...SCOPE,
};

export const WAIT: Parameters = {
  wait: choice('Wait until what was written can be found by meaning.', ['indexed']),
  wait_timeout: {
    description: 'Seconds to wait at most; belongs to `wait=indexed`.',
    schema: { type: 'number', minimum: 0, maximum: LONGEST_WAIT, default: USUAL_WAIT },
  },
};

export const IF_MATCH: Parameters = {
  'If-Match': text('Only when the record still has this ETag; else 412, and nothing changes.'),
};
export const IF_ABSENT: Parameters = {
  'If-None-Match': text('`*`: only when there is no such record.', { enum: ['*'] }),
};
export const IF_NEWER: Parameters = {
  'If-None-Match': text('The ETag that is known: 304 when it still holds.'),
};
export const IDEMPOTENCY: Parameters = {
  'Idempotency-Key': text('Sent again with the same key, a request is carried out once.', {
    minLength: 1,
    maxLength: 255,
    pattern: '^[\\x20-\\x7e]+$',
  }),
};
export const WRITER: Parameters = {
  'X-Workspace-Agent': text('The agent that writes, for the history.'),
  'X-Workspace-User': text('The person that writes, where no agent is named.'),
};

/** What stands in a path. */
export const PATH: Parameters = {
  kind: { description: 'A kind, by its full or a short name.', schema: refTo('KindName') },
  id: text('The id of a record.', { minLength: 1 }),
  toKind: { description: 'The kind of the other record.', schema: refTo('KindName') },
  toId: text('The id of the other record.', { minLength: 1 }),
  tag: text('A tag.', { minLength: 1 }),
  relation: text('How the one is related to the other: `affects`.', { minLength: 1 }),
  version: whole('The number of a version.', { least: 1, most: 99_999_999 }),
  file: text('A file of an export, by its name or its kind’s.', { minLength: 1 }),
};

/** Parameters of many operations; the document has each of them once. */
export const SHARED: Readonly<Record<string, readonly [name: string, ParameterDoc]>> =
  Object.fromEntries(
    Object.entries({
      ...PRETTY,
      ...SEARCH,
      ...WAIT,
      ...IF_MATCH,
      ...IDEMPOTENCY,
      ...WRITER,
      ...Object.fromEntries(Object.entries(PATH).map(([name, doc]) => [`path_${name}`, doc])),
    }).map(([key, doc]) => [key, [key.replace(/^path_/, ''), doc]]),
  );
