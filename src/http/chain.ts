import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { idInPath, kindInPath, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';

/** GET /api/{kind}/{id}/chain: the decisions that took each other's place, the one at the head first. */
export const chain =
  ({ search }: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    return sendJson(c, await search.chain({ kind: kindInPath(c), id: idInPath(c) }));
  };
