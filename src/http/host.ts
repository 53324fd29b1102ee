import type { Context, MiddlewareHandler } from 'hono';

import { WorkspaceError } from '#src/errors';

export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Answers only requests whose Host header is accepted: a page of another site can make a
 * browser resolve its own name to 127.0.0.1 (DNS rebinding), but then it sends that name.
 */
export function acceptedHost(accepts: (hostname: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const host = hostOf(c);
    if (!accepts(withoutPort(host)))
      throw forbidden(
        `The host '${host.slice(0, 80)}' is not served here.`,
        'Use http://127.0.0.1 or http://localhost, or set WORKSPACE_TOKEN to be served under other names.',
      );
    await next();
  };
}

/** Refuses writes that a page of another site makes with the reader's browser. */
export const sameOriginWrites: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('Origin');
  const foreign = origin !== undefined && hostIn(origin) !== hostOf(c).toLowerCase();
  if (
    !SAFE_METHODS.has(c.req.method) &&
    (foreign || c.req.header('Sec-Fetch-Site') === 'cross-site')
  )
    throw forbidden(
      `A page of ${origin?.slice(0, 80) ?? 'another site'} may not write here.`,
      'Call the API from a program, or from a page that this server serves.',
    );
  await next();
};

/** Whether a browser says that a page of this very origin asks; other ports of a host are other origins. */
export function isOfThisOrigin(c: Context): boolean {
  const [origin, site] = [c.req.header('Origin'), c.req.header('Sec-Fetch-Site')];
  const saysNothing = origin === undefined && site === undefined;
  const isForeign = origin !== undefined && hostIn(origin) !== hostOf(c).toLowerCase();
  return !saysNothing && !isForeign && (site === undefined || site === 'same-origin');
}

/** A browser is not to guess that an answer is a page. */
export const noSniffing: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set('X-Content-Type-Options', 'nosniff');
};

const hostOf = (c: Context): string => c.req.header('Host') ?? new URL(c.req.url).host;

const withoutPort = (host: string): string => host.replace(/:\d*$/, '');

function hostIn(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

const forbidden = (message: string, next: string): WorkspaceError =>
  new WorkspaceError('forbidden', message, { next });
