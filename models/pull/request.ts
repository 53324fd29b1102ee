import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

import { proxyFor, proxyHeaders, type Proxies } from './proxy.ts';

export interface RequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly proxies?: Proxies;
  /** Milliseconds without a byte after which it has failed. */
  readonly stallTimeout: number;
  /** Ends it, also in the middle of the body. */
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  /** Of the last answer; `first` of the one that the hub itself gave, before it sent us elsewhere. */
  readonly headers: IncomingMessage['headers'];
  readonly first: IncomingMessage['headers'];
  /** Fails after `stallTimeout` without a byte, and when the connection ends too early. */
  readonly body: IncomingMessage;
}

const MOST_REDIRECTS = 5;

/**
 * Asks for an address, through a proxy where one is to be used, and follows redirects: hubs keep
 * large files with another host. (The `fetch` of Node 20 knows no proxies.)
 * Errors: plain ones, whose message says what went wrong.
 */
export async function get(address: string, options: RequestOptions): Promise<Answer> {
  let url = new URL(address);
  let first: IncomingMessage['headers'] | undefined;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const body = await ask(url, options);
    first ??= body.headers;
    const next = redirectOf(body, url);
    if (!next) return { status: body.statusCode ?? 0, headers: body.headers, first, body };
    body.destroy();
    url = next;
  }
  throw new Error(`it redirects more than ${String(MOST_REDIRECTS)} times`);
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined {
  if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) return undefined;
  if (!URL.canParse(headers.location, from.href)) throw new Error('it redirects to no address');
  const to = new URL(headers.location, from);
  if (to.protocol !== 'https:' && to.protocol !== from.protocol)
    throw new Error(`it redirects to ${to.protocol}//${to.host}, which is not encrypted`);
  return to;
}

async function ask(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const proxy = proxyFor(url, options.proxies);
  const headers = { ...options.headers, 'Accept-Encoding': 'identity' };
  const body = await answered(await requestTo(url, { proxy, headers, options }), options);
  body.setTimeout(options.stallTimeout, () => body.destroy(stalled(options)));
  return body;
}

interface Route {
  readonly proxy: URL | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: RequestOptions;
}

async function requestTo(url: URL, { proxy, headers, options }: Route): Promise<ClientRequest> {
  const { signal } = options;
  const isSecure = url.protocol === 'https:';
  if (!proxy)
    return (isSecure ? requestHttps : requestHttp)(url, { headers, agent: false, signal });
  if (!isSecure)
    return throughProxy(proxy, { path: url.href, headers: { ...headers, host: url.host }, signal });
  const socket = await tunnel(url, proxy, options);
  return requestHttps(url, {
    ...{ headers, signal },
    createConnection: () => connectTls({ socket, ...nameOf(url) }),
  });
}

/** RFC 6066 allows no addresses as names of servers. */
const nameOf = ({ hostname }: URL) =>
  isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { servername: hostname } : { host: hostname };

interface ProxyRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

function throughProxy(proxy: URL, asked: ProxyRequest): ClientRequest {
  const { method = 'GET', path, headers, signal } = asked;
  const { hostname, port, protocol } = proxy;
  const send = protocol === 'https:' ? requestHttps : requestHttp;
  const sent = { ...headers, ...proxyHeaders(proxy) };
  return send({ protocol, hostname, port, method, path, headers: sent, agent: false, signal });
}

/** A connection to the host of `url` that the proxy passes on unread (CONNECT, RFC 9110). */
function tunnel(url: URL, proxy: URL, options: RequestOptions): Promise<Socket> {
  const path = `${url.hostname}:${url.port || '443'}`;
  const { signal } = options;
  const asked = throughProxy(proxy, { method: 'CONNECT', path, headers: { host: path }, signal });
  return new Promise((resolve, reject) => {
    asked.setTimeout(options.stallTimeout, () => asked.destroy(stalled(options)));
    asked.once('error', reject);
    asked.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket.setTimeout(0));
      socket.destroy();
      reject(new Error(`the proxy ${proxy.host} answers with ${String(statusCode)}`));
    });
    asked.end();
  });
}

function answered(asked: ClientRequest, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.setTimeout(options.stallTimeout, () => asked.destroy(stalled(options)));
    asked.on('error', reject);
    asked.once('response', resolve);
    asked.end();
  });
}

const stalled = ({ stallTimeout }: RequestOptions): Error =>
  new Error(`nothing was received for ${String(stallTimeout)} ms`);
