import { WorkspaceError } from '#src/errors';
import type { IndexReport } from '#src/operations/index-types';

import { piecesOf } from './pieces.ts';
import { isProblem, type Open, type Transport } from './transport.ts';

export interface IndexEventsClient {
  /**
   * The index as it is, and again whenever anything of it changes, until `signal` or a `break` ends it.
   * Codes: too_many_followers; unreachable, when the service goes away.
   */
  followIndex(options?: { readonly signal?: AbortSignal }): AsyncIterable<IndexReport>;
}

export const indexEventsClient = ({ open }: Pick<Transport, 'open'>): IndexEventsClient => ({
  followIndex: ({ signal } = {}) => followed(open, signal),
});

async function* followed(
  open: Open,
  signal: AbortSignal | undefined,
): AsyncGenerator<IndexReport, undefined> {
  try {
    const headers = { accept: 'text/event-stream, application/problem+json' };
    const answer = await open({ method: 'GET', path: ['index'], headers, signal });
    for await (const { name, data } of eventsIn(piecesOf(answer)))
      if (name === 'index') yield data as IndexReport;
      else if (isProblem(data)) throw new WorkspaceError(data.code, data.detail, nextOf(data));
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  }
  if (signal?.aborted) return undefined;
  throw new WorkspaceError('unreachable', 'The service has ended the feed of its index.', {
    next: 'Follow it again when the service is back.',
  });
}

const nextOf = ({ next }: { readonly next?: string }): { next?: string } =>
  next === undefined ? {} : { next };

interface Event {
  readonly name: string;
  readonly data: unknown;
}

/** Server-sent events with JSON, as this service writes them: each ends with an empty line, comments are no events. */
async function* eventsIn(pieces: AsyncIterable<string>): AsyncGenerator<Event, undefined> {
  let rest = '';
  for await (const piece of pieces) {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [name, data] = [fieldIn(block, 'event'), fieldIn(block, 'data')];
      if (name !== undefined && data !== undefined)
        yield { name, data: JSON.parse(data) as unknown };
    }
  }
  return undefined;
}

const fieldIn = (block: string, name: string): string | undefined =>
  block
    .split('\n')
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2);
