import { Server as NetServer, type Socket } from 'node:net';
import type { Server } from 'node:http';

/** Milliseconds that requests under way get when the server stops. */
const GRACE = 10_000;

/**
 * Lets a server end without cutting an answer short: Node's own `close` takes a connection for
 * idle as soon as its answer is handed over, and destroys it before a large one is sent.
 * Call at once, before connections come; the result stops the server.
 */
export function trackConnections(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  const busy = new Set<Socket>();
  let stopping = false;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    busy.add(socket);
    response.once('close', () => {
      busy.delete(socket);
      if (stopping) socket.destroySoon();
    });
  });
  return async () => {
    stopping = true;
    const deadline = setTimeout(() => server.closeAllConnections(), GRACE);
    const closed = new Promise<void>((resolve) => {
      NetServer.prototype.close.call(server, () => resolve());
    });
    for (const socket of sockets) if (!busy.has(socket)) socket.destroySoon();
    await closed;
    clearTimeout(deadline);
  };
}
