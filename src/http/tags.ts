import type { Context } from 'hono';
import { z } from 'zod';

import { changeTags, tagsOf } from '#src/search/tags';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { idInPath, kindInPath } from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

/** Tags in one request. */
const MOST = 1000;
const TAGS = z.array(z.string()).max(MOST).optional();
export const CHANGE = z.strictObject({ add: TAGS, remove: TAGS });

const placeOf = (c: Context) => ({ kind: kindInPath(c), id: idInPath(c) });
const tagIn = (c: Context): string => c.req.param('tag') ?? '';

/** GET /api/{kind}/{id}/tags. */
export const getTags =
  ({ store }: AppDeps): Handler =>
  async (c) =>
    sendJson(c, await tagsOf(store, placeOf(c)));

/** POST /api/{kind}/{id}/tags with {"add": [...], "remove": [...]}: all or none; answers with all of the record's tags. */
export const postTags =
  (deps: AppDeps): Handler =>
  async (c) => {
    const about = { pointer: '', known: Object.keys(CHANGE.shape), label: 'change of tags' };
    const { add = [], remove = [] } = must(CHANGE, await bodyOf(c, deps), about);
    return sendJson(c, await changeTags(deps.store, { ...placeOf(c), add, remove }));
  };

/** PUT /api/{kind}/{id}/tags/{tag}: answers with all of the record's tags, whether it had this one or not. */
export const putTag =
  ({ store }: AppDeps): Handler =>
  async (c) =>
    sendJson(c, await changeTags(store, { ...placeOf(c), add: [tagIn(c)] }));

/** DELETE /api/{kind}/{id}/tags/{tag}: the same the other way round. */
export const deleteTag =
  ({ store }: AppDeps): Handler =>
  async (c) =>
    sendJson(c, await changeTags(store, { ...placeOf(c), remove: [tagIn(c)] }));
