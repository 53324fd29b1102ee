import { ERROR_CODES, WorkspaceError, type ErrorCode, type InputIssue } from '#src/errors';

/** The part of `fetch` that is needed: the global one, or an app's own (`(url, init) => app.request(url, init)`). */
export type FetchLike = (url: string, init: RequestInit) => Response | Promise<Response>;

export interface TransportOptions {
  readonly fetch: FetchLike;
  /** Where the service is, a path before `/api` included. Default `http://localhost`, for an app in this process. */
  readonly url?: string;
  readonly token?: string;
  /** Who asks, for the service's count of writers (`X-Workspace-Agent`). */
  readonly agent?: string;
  /** The person that asks, whom the history names where no agent is named (`X-Workspace-User`). */
  readonly user?: string;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Decoded segments below `/api`. */
  readonly path: readonly string[];
  /** The path is beside `/api`, not below it. Default false. */
  readonly beside?: true;
  readonly query?: URLSearchParams;
  /** JSON to be; a Blob holds it as text already. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request and answers the JSON it got, or undefined when there is none. Codes: the service's, and `unreachable`. */
export type Send = <T>(request: ApiRequest) => Promise<T>;

/** The same for a body that is read as it comes (CSV, an export). */
export type Open = (request: ApiRequest) => Promise<Response>;

export interface Transport {
  readonly send: Send;
  readonly open: Open;
}

/** An error as the service words it (RFC 9457). It is the `cause` of the error that the client throws. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly request_id?: string;
  readonly next?: string;
  readonly errors?: readonly InputIssue[];
}

export function createTransport({ fetch, url, ...asker }: TransportOptions): Transport {
  const base = baseOf(url ?? 'http://localhost');
  const open: Open = async (request) => {
    const address = addressOf(base, request);
    const response = await answered(base, () => fetch(address, initOf(request, asker)));
    if (response.ok) return response;
    throw problemOf(base, response, await answered(base, () => response.text()));
  };
  const send = async <T>(request: ApiRequest): Promise<T> => {
    const response = await open(request);
    const text = await answered(base, () => response.text());
    return (text === '' ? undefined : jsonOf(base, response, text)) as T;
  };
  return { send, open };
}

function baseOf(url: string): URL {
  const parsed = URL.parse?.(url) ?? (URL.canParse(url) ? new URL(url) : null);
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new WorkspaceError('invalid_config', `'${url}' is no address of a service.`, {
      next: 'Write it with its scheme: http://127.0.0.1:8787.',
    });
  if (!parsed.pathname.endsWith('/')) parsed.pathname += '/';
  return parsed;
}

function addressOf(base: URL, { path, query, beside }: ApiRequest): string {
  const segments = [...(beside ? [] : ['api']), ...path.map(encodeURIComponent)];
  const address = new URL(segments.join('/'), base);
  address.search = query?.toString() ?? '';
  return address.href;
}

/** A header holds no others. */
const NO_HEADER = /[^ -~]/g;

type Asker = Pick<TransportOptions, 'token' | 'agent' | 'user'>;

function initOf(
  { method, body, headers, signal }: ApiRequest,
  { token, agent, user }: Asker,
): RequestInit {
  return {
    method,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(agent && { 'x-workspace-agent': agent.replace(NO_HEADER, '?') }),
      ...(user && { 'x-workspace-user': user.replace(NO_HEADER, '?') }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(signal && { signal }),
    ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
  };
}

/** Turns what `fetch` throws ("fetch failed") into where it failed and why. */
async function answered<T>(base: URL, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    if (cause instanceof WorkspaceError || isGivenUp(cause)) throw cause;
    throw new WorkspaceError('unreachable', `${shown(base)} does not answer: ${reasonOf(cause)}.`, {
      next: 'Check the address and that the service runs there (`workspace serve`).',
      cause,
    });
  }
}

/** The caller's own signal says so: that is no fault of the service. */
const isGivenUp = (cause: unknown): boolean =>
  cause instanceof Error && (cause.name === 'AbortError' || cause.name === 'TimeoutError');

/** `fetch` hides the reason in its cause, or, after trying several addresses, in the first of several. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message.replace(/\.$/, '');
}

function jsonOf(base: URL, response: Response, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw notOurs(base, response, cause);
  }
}

function problemOf(base: URL, response: Response, text: string): WorkspaceError {
  const body = jsonOf(base, response, text);
  if (!isProblem(body)) return notOurs(base, response);
  return new WorkspaceError(body.code, body.detail, {
    ...(body.errors && { issues: body.errors }),
    ...(body.next !== undefined && { next: body.next }),
    cause: body,
  });
}

/** True for an error body of this service; a proxy's error page is none. */
export function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null || !('code' in body) || !('detail' in body))
    return false;
  return (ERROR_CODES as readonly unknown[]).includes(body.code) && typeof body.detail === 'string';
}

function notOurs(base: URL, response: Response, cause?: unknown): WorkspaceError {
  return new WorkspaceError(
    'unreachable',
    `${shown(base)} answers with status ${response.status}, but not as this service does.`,
    { next: 'Check the address: another program or a proxy may be listening there.', cause },
  );
}

/** An address may carry a password. */
const shown = (base: URL): string => `${base.origin}${base.pathname.replace(/\/$/, '')}`;
