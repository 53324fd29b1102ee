import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WorkspaceError } from '#src/errors';

import { trackConnections } from './connections.ts';

/** What a system error means for someone who starts a server. */
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken',
  EACCES: 'this user may not use that port',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'nothing has that name',
};

interface ListenOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface Listener {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, ends those that wait for changes or the index, waits for the others, then lets go of the port. */
  close(): Promise<void>;
}

/** Serves an app over HTTP. Code: invalid_config, when the port is taken or the host is not this machine's. */
export async function listen(app: Hono, { host, port }: ListenOptions): Promise<Listener> {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const server: Server = createAdaptorServer({
    fetch: (request, env) =>
      app.fetch(request, { ...env, closing: closing.signal, connections: () => countOf(server) }),
  }) as Server;
  const close = trackConnections(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(cause, { host, port })));
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${taken}`, port: taken, close: () => (closing.abort(), close()) };
}

const countOf = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });

function cannotListen(cause: NodeJS.ErrnoException, { host, port }: ListenOptions): WorkspaceError {
  const reason = REASONS[cause.code ?? ''] ?? cause.message;
  return new WorkspaceError('invalid_config', `Cannot serve on ${host}, port ${port}: ${reason}.`, {
    next: 'Choose another with PORT (0 takes a free one) or HOST, or stop what uses it.',
    cause,
  });
}
