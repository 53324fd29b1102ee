import type { Context } from 'hono';

import { noSuchRecord, WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { decodeCursor, encodeCursor } from '#src/search/cursor';
import { facetsOf, type Faceted } from '#src/search/facets';
import type { Stored } from '#src/store/store';

import { checkPatch, checkRecord } from './check-record.ts';
import { sendCsv } from './csv.ts';
import type { AppDeps } from './deps.ts';
import { entityTag, isKnown, tagsOf } from './etag.ts';
import { facetsInUrl } from './facets.ts';
import { sendJson } from './json.ts';
import { keepingWords } from './kept-words.ts';
import { listFormat } from './list-format.ts';
import { listAskedIn, type ListAsked } from './list-query.ts';
import { idInPath, kindInPath, limitIn, one } from './parameters.ts';
import type { Handler } from './routes.ts';
import { bodyOf, ofOneRecord, sendRecord, storedOf, write } from './write.ts';

const PAGE = 50;

/** GET /api/{kind}: a page of records, and how many match in all; or all of them as CSV. */
export const listRecords =
  (deps: AppDeps): Handler =>
  async (c) => {
    const asked = await listAskedIn(c, deps);
    c.header('Vary', 'Accept');
    return listFormat(c) === 'csv' ? sendCsv(c, deps, asked) : sendPage(c, deps, asked);
  };

async function sendPage(
  c: Context,
  { store }: AppDeps,
  { list, fields, parameters }: ListAsked,
): Promise<Response> {
  const cursor = one(parameters, 'cursor');
  const { items, total, next } = await store.list({
    ...list,
    limit: limitIn(parameters, PAGE),
    ...(fields && { fields }),
    ...(cursor !== undefined && { after: decodeCursor(list, cursor) }),
  });
  const next_cursor = next ? encodeCursor(list, next) : null;
  const counted = await countsOf(store, list, parameters);
  return sendJson(c, { kind: list.kind, items, total, next_cursor, ...counted });
}

/** With a total of the same moment as the facets, should a record have come in since the page was read. */
async function countsOf(
  store: AppDeps['store'],
  { kind, where }: ListAsked['list'],
  parameters: URLSearchParams,
): Promise<Partial<Faceted>> {
  const asked = facetsInUrl(parameters);
  const of = { kind, ...(where && { where }) };
  return asked ? facetsOf(store, of, { ...asked, kinds: [kind] }) : {};
}

/** GET /api/{kind}/{id}. */
export const getRecord =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const [kind, id] = [kindInPath(c), idInPath(c)];
    const stored = await store.get(kind, id);
    if (!stored) throw noSuchRecord(kind, id);
    if (!isKnown(c, stored.etag)) return sendRecord(c, stored);
    return c.body(null, 304, { ETag: entityTag(stored.etag) });
  };

/** PUT /api/{kind}/{id}: makes the record, or replaces all of it. */
export const putRecord =
  (deps: AppDeps): Handler =>
  async (c) => {
    const [kind, id] = [kindInPath(c), idInPath(c)];
    const body = await bodyOf(c, deps);
    const { json, kept } = await keepingWords(deps.store, { kind, id }, withId(kind, id, body));
    const value = { ...checkRecord(kind, json), ...kept };
    const ifAbsent = tagsOf(c, 'If-None-Match')?.includes('*') ?? false;
    const operation = { op: 'put', kind, id, value, ...(ifAbsent && { ifAbsent }) } as const;
    const ifMatch = await ifMatchOf(c, deps, { kind, id });
    const operations = [{ ...operation, ...ifMatch }];
    const receipt = await write(c, deps, { body, operations, pointer: ofOneRecord });
    const created = receipt.outcomes[0]?.outcome === 'created';
    return sendRecord(c, first(await storedOf(c, deps, receipt)), created ? 201 : 200);
  };

/** PATCH /api/{kind}/{id}: changes the given fields; null empties a field that may be empty. */
export const patchRecord =
  (deps: AppDeps): Handler =>
  async (c) => {
    const [kind, id] = [kindInPath(c), idInPath(c)];
    const body = await bodyOf(c, deps);
    const { json, kept } = await keepingWords(deps.store, { kind, id }, withoutId(kind, id, body));
    const value = { ...checkPatch(kind, json), ...kept };
    const ifMatch = await ifMatchOf(c, deps, { kind, id });
    const operations = [{ op: 'patch', kind, id, value, ...ifMatch } as const];
    const receipt = await write(c, deps, { body, operations, pointer: ofOneRecord });
    return sendRecord(c, first(await storedOf(c, deps, receipt)));
  };

/** DELETE /api/{kind}/{id}. */
export const deleteRecord =
  (deps: AppDeps): Handler =>
  async (c) => {
    const [kind, id] = [kindInPath(c), idInPath(c)];
    const ifMatch = await ifMatchOf(c, deps, { kind, id });
    const operations = [{ op: 'delete', kind, id, ...ifMatch } as const];
    await write(c, deps, { body: null, operations, pointer: ofOneRecord });
    return c.body(null, 204);
  };

interface Target {
  readonly kind: KindName;
  readonly id: string;
}

/**
 * The tag that the store compares when it writes. Of several, the one that holds now: should it
 * change meanwhile, the store still refuses. An empty header matches nothing, and so does a change
 * of what must not exist.
 */
export async function ifMatchOf(
  c: Context,
  { store }: AppDeps,
  { kind, id }: Target,
): Promise<{ readonly ifMatch?: string }> {
  if (c.req.method !== 'PUT' && tagsOf(c, 'If-None-Match')?.includes('*')) return { ifMatch: '' };
  const tags = tagsOf(c, 'If-Match');
  if (tags === undefined) return {};
  const current = tags.length > 1 ? (await store.get(kind, id))?.etag : undefined;
  return { ifMatch: tags.find((tag) => tag === '*' || tag === current) ?? tags[0] ?? '' };
}

/** A body that lacks the id gets the path's. Code: invalid_body, when it has another. */
function withId(kind: KindName, id: string, body: unknown): unknown {
  const rest = withoutId(kind, id, body);
  return isRecord(rest) ? { ...rest, [kindOf(kind).primaryKey]: id } : rest;
}

/** The id may stand in the body too, and then must be the path's. Code: invalid_body. */
function withoutId(kind: KindName, id: string, body: unknown): unknown {
  const { primaryKey } = kindOf(kind);
  if (!isRecord(body) || !Object.hasOwn(body, primaryKey)) return body;
  const { [primaryKey]: given, ...rest } = body;
  if (given === id) return rest;
  const detail = `The ${primaryKey} of a record cannot be changed: the path says '${id}'.`;
  throw new WorkspaceError('invalid_body', detail, {
    issues: [{ pointer: `/${primaryKey}`, detail }],
    next: `Leave ${primaryKey} out of the body.`,
  });
}

const isRecord = (body: unknown): body is AnyRecord =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

function first(stored: readonly Stored[]): Stored {
  const [only] = stored;
  if (!only) throw new Error('The store wrote a record and did not give it back.');
  return only;
}
