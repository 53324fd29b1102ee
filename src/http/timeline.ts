import { isDay, parseTimestamp } from '#src/kinds/timestamp';
import { periodOf } from '#src/search/period';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { LIFECYCLE_PARAMETERS, lifecycleInUrl } from './lifecycle.ts';
import { invalidParameter, limitIn, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';

/** GET /api/timeline?repo=&status=&from=&to=&lifecycle=&as_of=&limit=: decisions by their days. */
export const timeline =
  ({ search }: AppDeps): Handler =>
  async (c) => {
    const query = parametersOf(c);
    checkParameters(query, ['repo', 'status', 'from', 'to', 'limit', ...LIFECYCLE_PARAMETERS]);
    const [from, to] = [dayIn(query, 'from', 'first'), dayIn(query, 'to', 'last')];
    const request = {
      ...{ repos: query.getAll('repo'), statuses: query.getAll('status') },
      ...{ limit: limitIn(query, 1000), ...lifecycleInUrl(query) },
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    };
    return sendJson(c, await search.timeline(request));
  };

/** A day, or the first or last one of a month or a year. Code: invalid_query. */
function dayIn(query: URLSearchParams, name: string, side: 'first' | 'last'): string | undefined {
  const text = one(query, name);
  if (text === undefined) return undefined;
  const day = periodOf(text.trim())?.[side] ?? parseTimestamp(text);
  if (day !== undefined && isDay(day)) return day;
  throw invalidParameter(
    name,
    `'${text.slice(0, 40)}' is no day, month or year; write one as 2025-11-01, 2025-11 or 2025.`,
  );
}
