import { lint } from '#src/operations/lint';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { invalidParameter, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';

export const STALE_DAYS = { usual: 90, most: 36_500 } as const;

/** GET /api/lint?repo=&stale_days=: what is wrong with the decisions and the links between them. */
export const lintAll =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const query = parametersOf(c);
    checkParameters(query, ['repo', 'stale_days']);
    const repo = one(query, 'repo');
    const request = { now: new Date(), staleDays: staleDaysIn(query) };
    return sendJson(c, await lint(store, { ...request, ...(repo !== undefined && { repo }) }));
  };

/** Code: invalid_query. */
function staleDaysIn(query: URLSearchParams): number {
  const text = one(query, 'stale_days');
  if (text === undefined) return STALE_DAYS.usual;
  if (/^\d{1,5}$/.test(text) && Number(text) <= STALE_DAYS.most) return Number(text);
  const detail = `'${text.slice(0, 40)}' is no number of days from 0 to ${STALE_DAYS.most}.`;
  throw invalidParameter('stale_days', detail);
}
