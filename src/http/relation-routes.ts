import { chain } from './chain.ts';
import type { AppDeps } from './deps.ts';
import { deleteLink, putLink } from './links.ts';
import { dependencies, related } from './related.ts';
import type { Routes } from './routes.ts';
import { deleteTag, getTags, postTags, putTag } from './tags.ts';

/** What a record of any kind is related to, and the tags and links that relate it. */
export const relationRoutes = (deps: AppDeps): Routes => ({
  '/api/:kind/:id/related': { GET: related(deps) },
  '/api/:kind/:id/dependencies': { GET: dependencies(deps) },
  '/api/:kind/:id/chain': { GET: chain(deps) },
  '/api/:kind/:id/tags': { GET: getTags(deps), POST: postTags(deps) },
  '/api/:kind/:id/tags/:tag': { PUT: putTag(deps), DELETE: deleteTag(deps) },
  '/api/:kind/:id/links/:relation/:toKind/:toId': {
    PUT: putLink(deps),
    DELETE: deleteLink(deps),
  },
});
