import type { Context } from 'hono';

import { noSuchRecord, WorkspaceError } from '#src/errors';
import type { KindName } from '#src/kinds/index';
import { restoring } from '#src/operations/restore-version';
import type { Store, Version, WriteOperation } from '#src/store/store';

import { checkStored } from './check-record.ts';
import type { AppDeps } from './deps.ts';
import { tagsOf } from './etag.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import {
  amountIn,
  idInPath,
  invalidParameter,
  kindInPath,
  limitIn,
  parametersOf,
} from './parameters.ts';
import { ifMatchOf } from './records.ts';
import type { Handler, Routes } from './routes.ts';
import { WAIT_PARAMETERS } from './waited.ts';
import { ofOneRecord, sendRecord, storedOf, write } from './write.ts';

const PAGE = 50;
export const MOST_VERSIONS = 99_999_999;

/** What a record was, version by version. */
export const historyRoutes = (deps: AppDeps): Routes => ({
  '/api/:kind/:id/history': { GET: history(deps), DELETE: forgetHistory(deps) },
  '/api/:kind/:id/history/:version': { GET: version(deps) },
  '/api/:kind/:id/history/:version/restore': { POST: restore(deps) },
});

const keyIn = (c: Context) => ({ kind: kindInPath(c), id: idInPath(c) });

/** GET /api/{kind}/{id}/history?limit=&before=: the latest first. */
const history =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const [key, parameters] = [keyIn(c), parametersOf(c)];
    checkParameters(parameters, ['limit', 'before']);
    const before = parameters.has('before') && {
      before: amountIn(parameters, 'before', { fallback: MOST_VERSIONS, most: MOST_VERSIONS }),
    };
    const found = await store.history({ ...key, limit: limitIn(parameters, PAGE), ...before });
    if (!found) throw noSuchRecord(key.kind, key.id);
    const { items, next = null, begins, complete } = found;
    return sendJson(c, { ...key, items, next, begins, complete });
  };

/** GET /api/{kind}/{id}/history/{version}: the record as it was. */
const version =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    const { kind, id, version, latest, made = null, record } = await knownVersion(c, store);
    return sendJson(c, { kind, id, version, latest, made, record });
  };

/** DELETE /api/{kind}/{id}/history: drops its older values, a secret among them for instance; the feed stays. */
const forgetHistory =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    const record = keyIn(c);
    if (!(await store.history({ ...record, limit: 1 }))) throw noSuchRecord(record.kind, record.id);
    return sendJson(c, { forgotten: await store.forget({ record }) });
  };

/** POST /api/{kind}/{id}/history/{version}/restore: writes that version as a new one, of a deleted record too. */
const restore =
  (deps: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), WAIT_PARAMETERS);
    const wanted = await knownVersion(c, deps.store);
    const operations = await operationsOf(c, deps, wanted);
    const receipt = await write(c, deps, { body: null, operations, pointer: ofOneRecord });
    const [stored] = await storedOf(c, deps, receipt);
    if (!stored) throw new Error('The store wrote a record and did not give it back.');
    return sendRecord(c, stored, receipt.outcomes[0]?.outcome === 'created' ? 201 : 200);
  };

async function operationsOf(
  c: Context,
  deps: AppDeps,
  wanted: Version,
): Promise<readonly WriteOperation[]> {
  const { kind, id, current } = wanted;
  const { put, attached } = await restoring(deps.store, wanted, await lastOf(deps.store, wanted));
  const mustBeAbsent = tagsOf(c, 'If-None-Match')?.includes('*') === true;
  const condition = mustBeAbsent ? { ifAbsent: true } : await ifMatchOf(c, deps, { kind, id });
  const checked = { ...put, ...condition, value: checkStored(kind, put.value) };
  return current ? [checked] : [checked, ...attached];
}

/** The record as it was when it was deleted; its last known state where that was forgotten. */
async function lastOf(store: Store, { kind, id, latest, current, record }: Version) {
  if (current) return current;
  return (await store.version({ kind, id }, latest - 1))?.record ?? record;
}

async function knownVersion(c: Context, store: Store): Promise<Version> {
  const [{ kind, id }, number] = [keyIn(c), numberIn(c)];
  const found = await store.version({ kind, id }, number);
  if (found) return found;
  if (!(await store.history({ kind, id, limit: 1 }))) throw noSuchRecord(kind, id);
  throw await noVersion(store, { kind, id }, number);
}

interface Key {
  readonly kind: KindName;
  readonly id: string;
}

async function noVersion(store: Store, key: Key, number: number): Promise<WorkspaceError> {
  const { kind, id } = key;
  const [made] = (await store.history({ ...key, limit: 1, before: number + 1 }))?.items ?? [];
  const isDeletion = made?.version === number && made.outcome === 'deleted';
  const detail = isDeletion
    ? `Version ${number} of '${id}' in ${kind} is its deletion; version ${number - 1} is how it was before.`
    : `No version ${number} of '${id}' in ${kind} is known.`;
  return new WorkspaceError('not_found', detail, {
    next: `GET /api/${kind}/${encodeURIComponent(id)}/history lists the versions.`,
  });
}

/** Code: invalid_query. */
function numberIn(c: Context): number {
  const text = c.req.param('version') ?? '';
  const number = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (number > 0) return number;
  throw invalidParameter('version', `'${text.slice(0, 40)}' is no number of a version.`);
}
