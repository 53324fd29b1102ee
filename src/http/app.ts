import { Hono } from 'hono';

import { AGENTS_PATH, agentRoutes } from './agents.ts';
import { authorised } from './auth.ts';
import { backupRoutes } from './backup.ts';
import { createRecords, deleteRecords, putRecords } from './batch.ts';
import { createBrowserSessions } from './browser-sessions.ts';
import { forgetChanges, listChanges } from './changes.ts';
import { checkFiles } from './check.ts';
import type { AppDeps } from './deps.ts';
import { doctorRoutes } from './doctor.ts';
import { estimate } from './estimate.ts';
import { createFollowers } from './followers.ts';
import { historyRoutes } from './history.ts';
import { acceptedHost, noSniffing, sameOriginWrites } from './host.ts';
import { indexFailures, indexStatus, retryIndex } from './index-routes.ts';
import { sendJson } from './json.ts';
import { describeKinds } from './kinds.ts';
import { lintAll } from './lint.ts';
import { coverage, listModels } from './models.ts';
import { openApi } from './openapi/route.ts';
import { operationRoutes } from './operation-routes.ts';
import { observed } from './observing/requests.ts';
import { METRICS_PATH, observingRoutes } from './observing/routes.ts';
import { countWrites } from './observing/writes.ts';
import { pagesOf } from './page.ts';
import { precedents } from './precedents.ts';
import { sendProblem } from './problem.ts';
import { deleteRecord, getRecord, listRecords, patchRecord, putRecord } from './records.ts';
import { relationRoutes } from './relation-routes.ts';
import { requestId } from './request-id.ts';
import { addRoutes, overview, type Handler, type Routes } from './routes.ts';
import { searchByBody, searchByUrl, similarToBody, similarToRecord } from './search.ts';
import { deleteSource, keepSource, listSources } from './sources.ts';
import { countsOfKind, dashboard } from './stats.ts';
import { spaceRoutes } from './space-routes.ts';
import { health, status } from './status.ts';
import { exportAll, exportFile, importBundle } from './transfer.ts';
import { timeline } from './timeline.ts';
import { nameWriters } from './writer.ts';

/** The routes in the order in which they are tried. */
function routesOf(deps: AppDeps): Routes {
  const enter = createFollowers(deps.mostFollowers, deps.metrics?.followers);
  return {
    '/health': { GET: health },
    ...observingRoutes(deps),
    '/openapi.json': { GET: openApi(deps) },
    '/api/status': { GET: status(deps) },
    '/api/kinds': { GET: describeKinds },
    '/api/search': { GET: searchByUrl(deps), POST: searchByBody(deps) },
    '/api/similar': { POST: similarToBody(deps) },
    '/api/similar/:kind/:id': { GET: similarToRecord(deps) },
    '/api/export': { GET: exportAll(deps) },
    '/api/export/:file': { GET: exportFile(deps) },
    '/api/import': { POST: importBundle(deps) },
    '/api/changes': { GET: listChanges(deps, enter) },
    '/api/changes/forget': { POST: forgetChanges(deps) },
    '/api/timeline': { GET: timeline(deps) },
    '/api/stats': { GET: dashboard(deps) },
    '/api/stats/:kind': { GET: countsOfKind(deps) },
    '/api/estimate': { POST: estimate(deps) },
    '/api/lint': { GET: lintAll(deps) },
    '/api/precedents': { POST: precedents(deps) },
    '/api/check': { POST: checkFiles(deps) },
    '/api/models': { GET: listModels(deps) },
    '/api/index': { GET: indexStatus(deps, enter) },
    '/api/index/coverage': { GET: coverage(deps) },
    '/api/index/failures': { GET: indexFailures(deps) },
    '/api/index/retry': { POST: retryIndex(deps) },
    ...spaceRoutes(deps),
    ...doctorRoutes(deps),
    ...backupRoutes(deps),
    '/api/sources': { GET: listSources(deps), POST: keepSource(deps) },
    '/api/sources/:id': { DELETE: deleteSource(deps) },
    ...operationRoutes(deps),
    '/api/:kind': {
      GET: listRecords(deps),
      POST: createRecords(deps),
      PUT: putRecords(deps),
      DELETE: deleteRecords(deps),
    },
    '/api/:kind/:id': {
      GET: getRecord(deps),
      PUT: putRecord(deps),
      PATCH: patchRecord(deps),
      DELETE: deleteRecord(deps),
    },
    ...relationRoutes(deps),
    ...historyRoutes(deps),
  };
}

/** What answers requests; whoever mounts it need not know by which library. */
export type App = Hono;

/** The service's HTTP door as a `Request -> Response` function. */
export function createApp(deps: AppDeps): App {
  const app = new Hono();
  const writers = nameWriters(countWrites(deps.store, deps.metrics));
  const routes = routesOf({ ...deps, store: writers.store });
  app.use(requestId, observed(deps), noSniffing, writers.middleware);
  if (deps.acceptsHost) app.use(acceptedHost(deps.acceptsHost));
  app.use(sameOriginWrites);
  const sessions = createBrowserSessions();
  if (deps.token !== undefined)
    for (const path of ['/api/*', AGENTS_PATH, METRICS_PATH])
      app.use(path, authorised(deps.token, sessions));
  const list: Handler = (c) => sendJson(c, { routes: overview(routes) });
  const pages = pagesOf(app, { ...deps, sessions, list });
  addRoutes(app, { '/api': { GET: list }, ...agentRoutes(app, deps), ...pages.routes, ...routes });
  app.notFound(pages.otherwise);
  app.onError((error, c) => sendProblem(c, error, deps.log));
  return app;
}
