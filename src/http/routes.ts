import type { Context, Hono } from 'hono';

import { WorkspaceError } from '#src/errors';

export type Handler = (c: Context) => Response | Promise<Response>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Every path with what answers it, the more exact paths first. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<Method, Handler>>>>>;

/** Adds routes to an app; a method that a path lacks is a 405 that names the others. */
export function addRoutes(app: Hono, routes: Routes): void {
  for (const [path, handlers] of Object.entries(routes)) {
    for (const [method, handler] of Object.entries(handlers)) app.on(method, path, handler);
    app.all(path, otherMethod(allowed(handlers)));
  }
}

function allowed(handlers: Routes[string]): readonly string[] {
  const methods = Object.keys(handlers);
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

function otherMethod(methods: readonly string[]): Handler {
  return (c) => {
    c.header('Allow', methods.join(', '));
    if (c.req.method === 'OPTIONS') return c.body(null, 204);
    throw new WorkspaceError(
      'method_not_allowed',
      `${c.req.method} is not answered at ${c.req.path.slice(0, 200)}.`,
      { next: `Use ${methods.join(', ')}.` },
    );
  };
}

/** For a path that nothing answers. */
export function noRoute(c: Context): never {
  throw new WorkspaceError('no_route', `Nothing answers at ${c.req.path.slice(0, 200)}.`, {
    next: 'GET /api lists what there is.',
  });
}

/** One line for each path and method, for people who look around. */
export const overview = (routes: Routes): readonly string[] =>
  Object.entries(routes).flatMap(([path, handlers]) =>
    Object.keys(handlers).map((method) => `${method} ${shownPath(path)}`),
  );

/** `:id` as `{id}`; of a part with alternatives (`:kind{tasks|task}`) the first one. */
export const shownPath = (path: string): string =>
  path.replace(
    /:(\w+)(?:\{(\w+)[^}]*\})?/g,
    (_, name: string, first?: string) => first ?? `{${name}}`,
  );
