import { Hono, type Context } from 'hono';

import { createClient } from '#src/client';
import { WorkspaceError } from '#src/errors';
import { problemPage } from './problem-page.tsx';

import { loadAssets, type Assets } from './assets.ts';
import { PAGES } from './pages.ts';
import { secured } from './security.ts';
import { themeIn } from './theme.ts';
import { createStaging } from './transfer/staged-uploads.ts';
import type { PageHandler, Visit } from './visit.ts';

export interface WebOptions {
  /** Folder of this package. */
  readonly root: string;
  /** Whether the service asks for a token. */
  readonly signsIn: boolean;
  /** Told of what nobody expected; default: nobody is. */
  readonly log?: { error(fields: object, message: string): void };
}

interface Tools {
  /** Asks the API as who visits would. */
  ask(url: string, init: RequestInit): Promise<Response>;
}

/** The pages for people, for the HTTP door to serve. */
export interface Web {
  /** Undefined for a path that is no page's, unless a browser asks for it. */
  answer(request: Request, tools: Tools): Promise<Response | undefined>;
}

/** Styles and scripts are read with the first visit. */
export function createWeb({ root, signsIn, log }: WebOptions): Web {
  let loaded: Promise<Assets> | undefined;
  const assets = (): Promise<Assets> => (loaded ??= loadAssets(root));
  const uploads = createStaging();
  const app = appOf(async (c) => visitOf(c, { assets: await assets(), signsIn, uploads }), log);
  return {
    answer: async (request, tools) => {
      const asset = (await assets()).answer(request);
      if (asset) return secured(asset);
      const response = await app.fetch(request, tools);
      return response.headers.has(NOT_OURS) ? undefined : secured(response);
    },
  };
}

type MakeVisit = (c: Context) => Promise<Visit>;

function appOf(visitOf: MakeVisit, log: WebOptions['log']): Hono {
  const app = new Hono();
  const visited = (handler: PageHandler) => async (c: Context) => handler(await visitOf(c));
  for (const { path, ...handlers } of PAGES)
    for (const [method, handler] of Object.entries(handlers))
      app.on(method, path, visited(handler));
  app.notFound(async (c) => (isForPeople(c) ? problemPage(await visitOf(c)) : notOurs()));
  app.onError(async (error, c) => {
    if (!(error instanceof WorkspaceError))
      log?.error({ err: error, path: c.req.path }, 'A page could not be made.');
    return problemPage(await visitOf(c), error);
  });
  return app;
}

function visitOf(c: Context, given: Pick<Visit, 'assets' | 'signsIn' | 'uploads'>): Visit {
  const { ask } = c.env as Tools;
  const url = new URL(c.req.url);
  const client = createClient({ fetch: ask, url: url.origin, user: 'page' });
  return { c, url, client, theme: themeIn(c), ...given };
}

/** The API has its own way to say that nothing is there. */
const isForPeople = (c: Context): boolean =>
  c.req.method === 'GET' &&
  !c.req.path.startsWith('/api/') &&
  (c.req.header('Accept') ?? '').includes('text/html');

const NOT_OURS = 'X-Not-A-Page';

const notOurs = (): Response => new Response(null, { status: 404, headers: { [NOT_OURS]: '1' } });
