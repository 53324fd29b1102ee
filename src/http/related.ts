import { dependenciesOf } from '#src/search/dependencies';
import { relatedTo } from '#src/search/related';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import {
  idInPath,
  invalidParameter,
  kindInPath,
  kindsIn,
  limitIn,
  one,
  parametersOf,
} from './parameters.ts';
import type { Handler } from './routes.ts';

/** Records of each group. */
const GROUP = 50;
export const DEPTH = { least: 1, most: 10_000, usual: 1000 } as const;

/** GET /api/{kind}/{id}/related?relation=&kind=&limit=. */
export const related =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const query = parametersOf(c);
    checkParameters(query, ['relation', 'kind', 'limit']);
    const [relations, kinds] = [namesIn(query, 'relation'), kindsIn(query)];
    const request = {
      ...{ kind: kindInPath(c), id: idInPath(c), limit: limitIn(query, GROUP) },
      ...(relations.length > 0 && { relations }),
      ...(kinds.length > 0 && { kinds }),
    };
    return sendJson(c, await relatedTo(store, request));
  };

/** GET /api/{kind}/{id}/dependencies?depth=. */
export const dependencies =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const query = parametersOf(c);
    checkParameters(query, ['depth']);
    const request = { kind: kindInPath(c), id: idInPath(c), depth: depthIn(query) };
    return sendJson(c, await dependenciesOf(store, request));
  };

const namesIn = (query: URLSearchParams, name: string): readonly string[] =>
  query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');

/** Code: invalid_query. */
function depthIn(query: URLSearchParams): number {
  const text = one(query, 'depth');
  if (text === undefined) return DEPTH.usual;
  const depth = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (depth >= DEPTH.least && depth <= DEPTH.most) return depth;
  throw invalidParameter(
    'depth',
    `'${text.slice(0, 40)}' is no number from ${DEPTH.least} to ${DEPTH.most}.`,
  );
}
