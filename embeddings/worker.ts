import { parentPort, workerData, type MessagePort } from 'node:worker_threads';

import { WorkspaceError } from '#src/errors';

import { pack, type PackedVectors } from './packed.ts';
import { yieldToOthers } from './priority.ts';
import type {
  CallMessage,
  PostedError,
  ReplyMessage,
  WorkerData,
  WorkerMessage,
} from './protocol.ts';
import { usePrivateRuntime } from './runtime.ts';
import { loadTransformer, type Transformer } from './transformers.ts';

/** Serves calls on `port` one after the other; the model is loaded by the first, and again after a failure. */
function serve(port: MessagePort, { entry, folder, chunking }: WorkerData): void {
  let model: Promise<Transformer> | undefined;
  const loaded = () => (model ??= loadTransformer(entry, folder).catch(forget));
  const forget = (error: unknown): never => {
    model = undefined;
    throw error;
  };

  const answer = async (message: CallMessage): Promise<unknown> => {
    const transformer = await loaded();
    if (message.call === 'embed') return pack(await transformer.embed(message.texts, message.use));
    if (message.call === 'cut') return transformer.cut(message.requests, chunking);
    return null;
  };
  const reply = (message: CallMessage): Promise<void> =>
    answer(message).then(
      (value) => port.postMessage({ id: message.id, value } satisfies ReplyMessage, buffers(value)),
      (error: unknown) =>
        port.postMessage({ id: message.id, error: posted(error) } satisfies ReplyMessage),
    );
  const close = async () => {
    await model?.then((transformer) => transformer.dispose()).catch(() => undefined);
    port.close();
  };

  let last = Promise.resolve();
  port.on('message', (message: WorkerMessage) => {
    last = last.then(() => (message.call === 'close' ? close() : reply(message)));
  });
}

/** Vectors move to the other thread, they are not copied. */
const buffers = (value: unknown): ArrayBuffer[] => (isPacked(value) ? [value.values.buffer] : []);

const isPacked = (value: unknown): value is PackedVectors =>
  typeof value === 'object' && value !== null && 'lengths' in value;

const posted = (error: unknown): PostedError =>
  error instanceof WorkspaceError
    ? {
        code: error.code,
        message: error.message,
        ...(error.next !== undefined && { next: error.next }),
      }
    : {
        code: 'embedding_failed', // loading reports its errors itself
        message: `The embedding model failed: ${String(error)}.`,
        next: 'Look at the texts of the call; others may be embedded.',
      };

// The entry point of a thread: without a parent there is nobody to serve.
if (parentPort) {
  const given = workerData as WorkerData;
  if (given.yields) yieldToOthers(); // before the model starts threads of its own
  usePrivateRuntime();
  serve(parentPort, given);
}
