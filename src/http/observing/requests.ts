import type { Context, MiddlewareHandler } from 'hono';
import type { ServerResponse } from 'node:http';

import type { Log } from '#src/http/deps';
import { problemCodeOf } from '#src/http/problem';
import { requestIdOf } from '#src/http/request-id';

import { methodOf, routeOf, waits } from './route-name.ts';
import { rounded } from './slow.ts';
import type { Answered, Metrics, SlowLog, SlowRequest } from './types.ts';

interface Observers {
  readonly log?: Pick<Log, 'info'> | undefined;
  readonly metrics?: Metrics | undefined;
  readonly slow?: SlowLog | undefined;
}

/** Measures each request, logs it in one line once its answer is sent, and tells what was slow about it. */
export function observed({ log, metrics, slow }: Observers): MiddlewareHandler {
  const known = new WeakSet<object>();
  return async (c, next) => {
    const began = performance.now();
    const sending = sendingOf(c);
    const door = sending && known.has(sending) ? 'inside' : 'network';
    if (sending) known.add(sending);
    const sent = door === 'network' ? watchSending(sending) : undefined;
    const leave = metrics?.enters();
    const seen = await (slow ? slow.during(next) : next()).finally(leave);
    const answered = answeredOf(c, { door, milliseconds: performance.now() - began });
    metrics?.answered(answered);
    if (seen)
      slow?.answered({
        ...{ seen, waits: waits(c), milliseconds: answered.milliseconds },
        request: () => slowRequestOf(c, answered),
      });
    if (log) sent?.(c, (of) => log.info(lineOf(c, answered, of), 'request'));
  };
}

const answeredOf = (c: Context, rest: Pick<Answered, 'door' | 'milliseconds'>): Answered => ({
  ...{ method: methodOf(c), route: routeOf(c), status: c.res.status, code: problemCodeOf(c) },
  ...rest,
});

const REFUSED = 400;

/** Names of parameters were checked, unless the request was refused. */
function slowRequestOf(c: Context, { method, route, status, milliseconds }: Answered): SlowRequest {
  const parameters = status < REFUSED ? [...new Set(Object.keys(c.req.query()))].sort() : [];
  return {
    ...{ request_id: requestIdOf(c), method, route, status, ms: rounded(milliseconds) },
    parameters,
  };
}

/** What was sent of an answer. */
interface Sent {
  /** On the wire, the head included; of an answer within this process what its head says. */
  readonly bytes?: number;
  /** Whether the client was gone before its end. */
  readonly aborted?: true;
}

/** The path is not in it, nor anything else that a client has written but a request id. */
const lineOf = (
  c: Context,
  { method, route, status, milliseconds, code }: Answered,
  sent: Sent,
) => ({
  ...{ request_id: requestIdOf(c), method, route, status },
  ...(code !== undefined && { code }),
  ms: rounded(milliseconds),
  ...sent,
});

type WhenSent = (c: Context, tell: (sent: Sent) => void) => void;

/** Node's side of an answer; there is none for a request within this process. */
const sendingOf = (c: Context): ServerResponse | undefined =>
  (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing;

/** A connection sends one answer after the other, so that what it has sent since is this one. */
function watchSending(sending: ServerResponse | undefined): WhenSent {
  const socket = sending?.socket;
  if (!sending || !socket) return (c, tell) => tell(bytesIn(c.res.headers));
  const before = socket.bytesWritten;
  return (_, tell) => {
    sending.once('close', () => {
      const bytes = socket.bytesWritten - before;
      tell({ bytes, ...(!sending.writableFinished && { aborted: true }) });
    });
  };
}

function bytesIn(headers: Headers): Sent {
  const length = headers.get('Content-Length');
  return length === null ? {} : { bytes: Number(length) };
}
