import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';
import type {
  Stored,
  WriteBatch,
  WriteOperation,
  WriteOutcome,
  WriteReceipt,
} from '#src/store/store';

import { readBody } from './body.ts';
import type { AppDeps } from './deps.ts';
import { entityTag } from './etag.ts';
import { idempotencyOf, REPLAYED } from './idempotency.ts';
import { sendJson } from './json.ts';
import { settledIndex } from './wait.ts';
import { sayWaited, waitingFor, waitOf } from './waited.ts';

/** A write as a route asks for it: what was sent (for its digest), and what to do. */
interface WriteRequest {
  readonly body: unknown;
  readonly operations: readonly WriteOperation[];
  /** Turns the pointer of a fault within the operations (`/3/title`) into one within the body. */
  readonly pointer: (pointer: string) => string;
  readonly unless?: WriteBatch['unless'];
}

/** Writes a batch, wakes the indexer, and says in a header when the answer is an earlier one's. */
export async function write(
  c: Context,
  deps: AppDeps,
  request: WriteRequest,
): Promise<WriteReceipt> {
  waitOf(c);
  const idempotency = idempotencyOf(c, request.body);
  const { operations, unless } = request;
  const batch = { operations, ...idempotency, ...(unless && { unless }) };
  const receipt = await pointed(request.pointer, () => deps.store.write(batch));
  if (receipt.replayed) c.header(REPLAYED, 'true');
  else deps.indexer?.poke();
  return receipt;
}

/** What the same request wrote when it was sent before, under its key; the answer's header says so. */
export async function replayedOf(
  c: Context,
  { store }: AppDeps,
  body: unknown,
): Promise<readonly WriteOutcome[] | undefined> {
  const { idempotency } = idempotencyOf(c, body);
  const earlier = idempotency && (await store.replay(idempotency));
  if (earlier) c.header(REPLAYED, 'true');
  return earlier;
}

/** A fault of the only operation points into the body itself. */
export const ofOneRecord = (pointer: string): string => pointer.replace(/^\/0(?=\/|$)/, '');
/** A fault of a batch points at its item. */
export const ofRecords = (pointer: string): string => pointer;

async function pointed<T>(pointer: (pointer: string) => string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const { code, message, next, cause } = error;
    const issues = error.issues
      .map((issue) =>
        issue.pointer === undefined ? issue : { ...issue, pointer: pointer(issue.pointer) },
      )
      .filter((issue) => issue.pointer !== '');
    throw new WorkspaceError(code, message, { issues, cause, ...(next !== undefined && { next }) });
  }
}

/** The records that a receipt speaks of; with `?wait=indexed` as they are once their text can be found by meaning. */
export async function storedOf(
  c: Context,
  deps: AppDeps,
  { outcomes }: WriteReceipt,
): Promise<readonly Stored[]> {
  const stored = outcomes.flatMap((outcome) => outcome.stored ?? []);
  const timeout = waitOf(c);
  if (timeout === undefined) return stored;
  const began = Date.now();
  const settled = await settledIndex(deps.store, stored, waitingFor(c, deps, timeout));
  const queued = settled.filter(({ index }) => index === 'queued').length;
  await sayWaited(c, deps, { began, queued });
  return settled;
}

/** A receipt with its records as `storedOf` has them. */
export async function settledReceipt(
  c: Context,
  deps: AppDeps,
  receipt: WriteReceipt,
): Promise<WriteReceipt> {
  if (waitOf(c) === undefined) return receipt;
  const left = [...(await storedOf(c, deps, receipt))];
  const outcomes = receipt.outcomes.map((outcome) => {
    const stored = outcome.stored && left.shift();
    return { ...outcome, ...(stored && { stored }) };
  });
  return { ...receipt, outcomes };
}

/** A record with what the service knows about it, and its version as the ETag. */
export function sendRecord(c: Context, stored: Stored, status: 200 | 201 = 200): Response {
  c.header('ETag', entityTag(stored.etag));
  if (status === 201) c.header('Location', pathOf(stored));
  return sendJson(c, envelopeOf(stored), status);
}

/** What the port says of a record, without what an engine may add. */
export const envelopeOf = ({ kind, id, etag, index, record }: Stored): Stored => ({
  kind,
  id,
  etag,
  index,
  record,
});

const pathOf = ({ kind, id }: Stored): string => `/api/${kind}/${encodeURIComponent(id)}`;

export const bodyOf = (c: Context, { bodyLimit }: AppDeps): Promise<unknown> =>
  readBody(c, bodyLimit);
