import { sendJson } from '#src/http/json';
import type { AppDeps } from '#src/http/deps';
import { problemTitle } from '#src/http/problem';
import type { Handler, Routes } from '#src/http/routes';
import { WorkspaceError, type ErrorCode } from '#src/errors';
import { checkParameters } from '#src/http/known-parameters';
import { parametersOf } from '#src/http/parameters';

import { figuresOf } from './figures.ts';

export const METRICS_PATH = '/metrics';

/** What tells others how the service does. */
export const observingRoutes = (deps: AppDeps): Routes => ({
  '/ready': { GET: ready(deps) },
  ...(deps.metrics && { [METRICS_PATH]: { GET: metrics(deps, deps.metrics) } }),
});

/** GET /ready: whether it can do its work. Open to all, so that it names no path and no model. */
const ready =
  ({ store, embedderState, log }: AppDeps): Handler =>
  async (c) => {
    const fault = await faultOf(store);
    if (fault) log?.warn({ err: fault, code: codeOf(fault) }, 'not ready');
    const state = await Promise.resolve(embedderState()).then(
      (embedder) => embedder.state,
      () => 'failed',
    );
    const answer = {
      ready: fault === undefined,
      database: fault ? { ready: false, ...reasonOf(fault) } : { ready: true },
      embedder: { state },
    };
    c.header('Cache-Control', 'no-store');
    return sendJson(c, answer, fault ? 503 : 200);
  };

const faultOf = (store: AppDeps['store']): Promise<unknown> =>
  store.pulse().then(
    () => undefined,
    (error: unknown) => error ?? new Error('The database does not answer.'),
  );

const codeOf = (fault: unknown): ErrorCode =>
  fault instanceof WorkspaceError ? fault.code : 'internal';

const reasonOf = (fault: unknown): { code: ErrorCode; reason: string } => ({
  code: codeOf(fault),
  reason: `${problemTitle(codeOf(fault))}; the log says more.`,
});

/** GET /metrics: for Prometheus. Asks for what reads ask for. */
const metrics =
  (deps: AppDeps, { contentType, text }: NonNullable<AppDeps['metrics']>): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    const headers = { 'Content-Type': contentType, 'Cache-Control': 'no-store' };
    return c.body(await text(await figuresOf(deps, c)), 200, headers);
  };
