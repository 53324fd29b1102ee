import type { Context } from 'hono';
import { z } from 'zod';

import { addLink, removeLink, type LinkRequest } from '#src/search/links';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { idInPath, kindCalled, kindInPath } from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const CREATED = 201;
export const NOTE = z.strictObject({ note: z.string().nullable().optional() });

/** PUT /api/{kind}/{id}/links/{relation}/{to_kind}/{to_id}, with {"note": "..."} or without a body. */
export const putLink =
  (deps: AppDeps): Handler =>
  async (c) => {
    const receipt = await addLink(deps.store, { ...requestOf(c), ...(await noteIn(c, deps)) });
    return sendJson(c, receipt, receipt.outcome === 'created' ? CREATED : undefined);
  };

/** DELETE of the same path. */
export const deleteLink =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    await removeLink(store, requestOf(c));
    return c.body(null, 204);
  };

const requestOf = (c: Context): LinkRequest => ({
  from: { kind: kindInPath(c), id: idInPath(c) },
  relation: c.req.param('relation')?.trim() ?? '',
  to: { kind: kindCalled(c.req.param('toKind') ?? ''), id: c.req.param('toId') ?? '' },
});

async function noteIn(c: Context, deps: AppDeps): Promise<Pick<LinkRequest, 'note'>> {
  if (c.req.header('Content-Type') === undefined) return {};
  const about = { pointer: '', known: ['note'], label: 'link' };
  const { note } = must(NOTE, await bodyOf(c, deps), about);
  return note === undefined ? {} : { note };
}
