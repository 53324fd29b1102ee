import type { Context } from 'hono';

/** Milliseconds between two signs of life, so that no proxy takes the connection for dead. */
export const HEARTBEAT = 15_000;
/** Milliseconds after which a client is to come back when the connection breaks. */
export const RETRY = 1_000;

export const EVENT_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'X-Accel-Buffering': 'no',
} as const;

/** Whether a request asks for server-sent events. */
export const wantsEvents = (c: Context): boolean =>
  /(^|,)\s*text\/event-stream\s*(;|,|$)/i.test(c.req.header('Accept') ?? '');

/** A server-sent event with JSON. */
export const event = (name: string, data: object): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Pieces as a body. The next one is made when the client has taken the one before, so that a slow one costs no memory. */
export function eventBody(
  pieces: AsyncGenerator<string>,
  leave: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = await pieces.next();
        if (piece.done === true) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}
