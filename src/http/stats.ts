import { kindOf } from '#src/kinds/index';
import { readDashboard } from '#src/operations/dashboard';
import { countKind, usualDimensions } from '#src/operations/statistics';
import { parseDimensions, parseMeasures } from '#src/operations/statistics-dimensions';
import { parseUrlFilter } from '#src/search/filter';
import { filterOver } from '#src/search/stored-filter';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { invalidParameter, kindInPath, limitIn, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';

export const STALE_DAYS = { usual: 14, most: 36_500 } as const;

/** The dashboard takes no filters. */
const ONE_KIND = 'Count one kind under any filter with GET /api/stats/{kind}.';

/** GET /api/stats: everything of the dashboard. */
export const dashboard =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['stale_days'], ONE_KIND);
    const staleDays = staleDaysIn(parameters);
    return sendJson(c, await readDashboard(store, { now: new Date(), staleDays }));
  };

function staleDaysIn(parameters: URLSearchParams): number {
  const text = one(parameters, 'stale_days');
  if (text === undefined) return STALE_DAYS.usual;
  if (/^\d{1,5}$/.test(text) && Number(text) <= STALE_DAYS.most) return Number(text);
  const detail = `'${text.slice(0, 40)}' is no number of days from 0 to ${STALE_DAYS.most}.`;
  throw invalidParameter('stale_days', detail);
}

/** Parameters that are no filters; a field of such a name is asked as `limit__eq`. */
const RESERVED: ReadonlySet<string> = new Set(['by', 'measure', 'limit', 'pretty']);
const BUCKETS = 100;

/** GET /api/stats/{kind}?by=: counts of what a filter leaves. */
export const countsOfKind =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const [name, parameters] = [kindInPath(c), parametersOf(c)];
    const kind = kindOf(name);
    const where = await filterOver(store, [name], (scope) =>
      parseUrlFilter(parameters, scope, RESERVED),
    );
    const [by, measure] = [one(parameters, 'by'), one(parameters, 'measure')];
    const counts = await countKind(store, {
      kind: name,
      by: by === undefined ? usualDimensions(kind, new Date()) : parseDimensions(by, kind),
      limit: limitIn(parameters, BUCKETS),
      ...(where && { where }),
      ...(measure !== undefined && { measures: parseMeasures(measure, kind) }),
    });
    return sendJson(c, counts);
  };
