import { z } from 'zod';

import { WorkspaceError } from '#src/errors';
import { searchableKinds, type KindName } from '#src/kinds/index';
import type { FacetRequest } from '#src/search/facet-types';
import { parseBodyFilter, parseUrlFilter } from '#src/search/filter';
import { filterOver } from '#src/search/stored-filter';
import {
  MODES,
  type LifecycleRequest,
  type SearchRequest,
  type SimilarRequest,
} from '#src/search/types';
import type { Filter, Store } from '#src/store/store';

import type { AppDeps } from './deps.ts';
import { FACET_BODY, FACET_PARAMETERS, facetsIn, facetsInUrl } from './facets.ts';
import { sendJson } from './json.ts';
import { LIFECYCLE_BODY, LIFECYCLE_PARAMETERS, lifecycleIn, lifecycleInUrl } from './lifecycle.ts';
import * as parameters from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const RESERVED: ReadonlySet<string> = new Set([
  'kind',
  'limit',
  'cursor',
  'strict',
  'explain',
  'pretty',
  ...FACET_PARAMETERS,
  ...LIFECYCLE_PARAMETERS,
]);
const RESERVED_IN_SEARCH: ReadonlySet<string> = new Set([
  ...RESERVED,
  ...['q', 'mode', 'qualifiers', 'prefix'],
]);
export const DEFAULT_LIMIT = 10;
/** Characters of a query or of a text to compare; the engine reads what fits a model's window. */
export const LONGEST_TEXT = 100_000;

/** GET /api/search?q=: filters as in a list. */
export const searchByUrl =
  ({ search, store }: AppDeps): Handler =>
  async (c) => {
    const query = parameters.parametersOf(c);
    const mode = parameters.choiceIn(query, 'mode', MODES);
    const q = shortEnough(query.get('q') ?? '', { parameter: 'q' });
    const reading = {
      qualifiers: parameters.flagIn(query, 'qualifiers'),
      prefix: parameters.flagIn(query, 'prefix'),
    };
    const scope = await scopeOfUrl(store, query, RESERVED_IN_SEARCH);
    const request = { q, ...scope, ...(mode && { mode }), ...given(reading) };
    return sendJson(c, await search.search(request));
  };

/** POST /api/search: the same with a filter as JSON. */
export const searchByBody =
  (deps: AppDeps): Handler =>
  async (c) => {
    const body = must(SEARCH, await bodyOf(c, deps), about(SEARCH, 'search'));
    const q = shortEnough(body.q, { pointer: '/q' });
    const { mode, qualifiers, prefix } = body;
    const found = await inBody(async () =>
      deps.search.search({
        ...{ q, ...(await scopeOfBody(deps.store, body)) },
        ...(mode && { mode }),
        ...given({ qualifiers, prefix }),
      }),
    );
    return sendJson(c, found);
  };

/** GET /api/similar/{kind}/{id}: what says the like of a record. */
export const similarToRecord =
  ({ search, store }: AppDeps): Handler =>
  async (c) => {
    const to = { kind: parameters.kindInPath(c), id: parameters.idInPath(c) };
    const scope = await scopeOfUrl(store, parameters.parametersOf(c), RESERVED);
    const request = { to, ...scope };
    return sendJson(c, await search.similar(request));
  };

/** POST /api/similar: what says the like of a text, or of a record. */
export const similarToBody =
  (deps: AppDeps): Handler =>
  async (c) => {
    const body = must(SIMILAR, await bodyOf(c, deps), about(SIMILAR, 'comparison'));
    const to = toOf(body);
    const found = await inBody(async () =>
      deps.search.similar({ to, ...(await scopeOfBody(deps.store, body)) }),
    );
    return sendJson(c, found);
  };

const SCOPE = {
  kinds: z
    .union([z.string(), z.array(z.string())], {
      error: 'A kind or a list of kinds belongs here: "decision", ["task", "issue"].',
    })
    .optional(),
  filter: z.unknown().optional(),
  limit: z.int().min(parameters.LIMIT.least).max(parameters.LIMIT.most).optional(),
  cursor: z.string().nullable().optional(),
  strict: z.boolean().optional(),
  explain: z.boolean().optional(),
  ...FACET_BODY,
  ...LIFECYCLE_BODY,
};
export const SEARCH = z.strictObject({
  q: z.string().default(''),
  mode: z.enum(MODES).optional(),
  qualifiers: z.boolean().optional(),
  prefix: z.boolean().optional(),
  ...SCOPE,
});
export const SIMILAR = z.strictObject({
  text: z.string().optional(),
  kind: z.string().optional(),
  id: z.string().optional(),
  ...SCOPE,
});
type ScopeBody = Omit<z.output<typeof SIMILAR>, 'text' | 'kind' | 'id'>;

const about = (schema: z.ZodObject, label: string) => ({
  pointer: '',
  known: Object.keys(schema.shape),
  label,
  next: `A ${label} takes ${Object.keys(schema.shape).join(', ')}.`,
});

type ScopePart = Omit<SearchRequest, 'q' | 'mode'>;
type Flags = Readonly<Partial<Record<string, boolean>>>;

/** Only what was said. */
const given = (flags: Readonly<Record<string, boolean | undefined>>): Flags =>
  Object.fromEntries(
    Object.entries(flags).flatMap(([name, flag]) => (flag === undefined ? [] : [[name, flag]])),
  );

async function scopeOfUrl(
  store: Store,
  query: URLSearchParams,
  reserved: ReadonlySet<string>,
): Promise<ScopePart> {
  const kinds = parameters.kindsIn(query);
  const cursor = parameters.one(query, 'cursor');
  return scopeOf({
    kinds,
    where: await filterOver(store, filtered(kinds), (scope) =>
      parseUrlFilter(query, scope, reserved),
    ),
    limit: parameters.limitIn(query, DEFAULT_LIMIT),
    cursor,
    strict: parameters.flagIn(query, 'strict'),
    explain: parameters.flagIn(query, 'explain'),
    facets: facetsInUrl(query),
    during: lifecycleInUrl(query),
  });
}

async function scopeOfBody(store: Store, body: ScopeBody): Promise<ScopePart> {
  const names = typeof body.kinds === 'string' ? body.kinds.split(',') : (body.kinds ?? []);
  const kinds = names.map((name) => parameters.kindCalled(name.trim()));
  return scopeOf({
    kinds,
    where: await filterOver(store, filtered(kinds), (scope) =>
      parseBodyFilter(body.filter, scope, '/filter'),
    ),
    limit: body.limit ?? DEFAULT_LIMIT,
    cursor: body.cursor ?? undefined,
    strict: body.strict,
    explain: body.explain,
    facets: facetsIn(body),
    during: lifecycleIn({ lifecycle: body.lifecycle, as_of: body.as_of }),
  });
}

/** What is a parameter of a URL is, in a body, the field of that name: there its fault stands. */
async function inBody<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    if (error.issues.every(({ parameter }) => parameter === undefined)) throw error;
    const issues = error.issues.map(({ parameter, ...issue }) =>
      parameter === undefined ? issue : { ...issue, pointer: `/${parameter}` },
    );
    const { code, message, next, cause } = error;
    throw new WorkspaceError(code, message, {
      ...{ issues, cause },
      ...(next !== undefined && { next }),
    });
  }
}

interface ScopeInput {
  readonly kinds: readonly KindName[];
  readonly where: Filter | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly strict: boolean | undefined;
  readonly explain: boolean | undefined;
  readonly facets: FacetRequest | undefined;
  readonly during: LifecycleRequest;
}

function scopeOf({
  kinds,
  where,
  limit,
  cursor,
  strict,
  explain,
  facets,
  during,
}: ScopeInput): ScopePart {
  return {
    limit,
    ...(kinds.length > 0 && { kinds: [...new Set(kinds)] }),
    ...(where && { where }),
    ...(cursor !== undefined && { cursor }),
    ...(strict !== undefined && { strict }),
    ...(explain !== undefined && { explain }),
    ...(facets && { facets }),
    ...during,
  };
}

/** A filter speaks of the kinds asked for, or of all that can be found by their text. */
const filtered = (kinds: readonly KindName[]): readonly KindName[] =>
  kinds.length > 0 ? kinds : searchableKinds;

function toOf({ text, kind, id }: z.output<typeof SIMILAR>): SimilarRequest['to'] {
  const record = kind !== undefined && id !== undefined;
  if (text !== undefined && kind === undefined && id === undefined)
    return { text: shortEnough(text, { pointer: '/text' }) };
  if (text === undefined && record) return { kind: parameters.kindCalled(kind), id };
  throw new WorkspaceError(
    'invalid_body',
    'Either a text, or kind and id of a record, belong here.',
    {
      next: 'Send {"text": "..."} or {"kind": "decision", "id": "DEC-001"}.',
    },
  );
}

function shortEnough(
  text: string,
  place: { readonly pointer: string } | { readonly parameter: string },
): string {
  if (text.length <= LONGEST_TEXT) return text;
  const detail = `The text has ${text.length} characters; at most ${LONGEST_TEXT} are read.`;
  const code = 'pointer' in place ? 'invalid_body' : 'invalid_query';
  throw new WorkspaceError(code, detail, { issues: [{ ...place, detail }] });
}
