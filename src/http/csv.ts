import type { Context } from 'hono';

import { kindOf } from '#src/kinds/index';
import { csvOf } from '#src/transfer/csv';

import type { AppDeps } from './deps.ts';
import type { ListAsked } from './list-query.ts';
import { limitIn, one, refuseParameter } from './parameters.ts';
import { begun } from './stream.ts';

/** Records of a CSV at most, when `limit` is given; without it there are all that match. */
const MOST = 10_000_000;

/** A list as CSV: everything that matches, streamed. What is wrong is said before the first byte. */
export async function sendCsv(
  c: Context,
  { store }: Pick<AppDeps, 'store'>,
  { list, fields, bom, parameters }: ListAsked,
): Promise<Response> {
  refuseParameter(parameters, 'facets', 'A CSV holds the records alone: ask for JSON.');
  const query = {
    ...list,
    fields: fields ?? Object.keys(kindOf(list.kind).fields),
    bom,
    ...limitOf(parameters),
  };
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${list.kind}.csv"`,
  };
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  return c.body(await begun(csvOf(store, query)), 200, headers);
}

function limitOf(parameters: URLSearchParams): { readonly limit?: number } {
  refuseParameter(parameters, 'cursor', 'A CSV has no pages: it holds all that matches.');
  const isGiven = one(parameters, 'limit') !== undefined;
  return isGiven ? { limit: limitIn(parameters, MOST, MOST) } : {};
}
