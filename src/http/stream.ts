import { WorkspaceError } from '#src/errors';

/** Milliseconds that a reader may take for a piece: meanwhile the moment that it reads keeps the log from being merged. */
const PATIENCE = 60_000;

/**
 * A body whose first piece is there already, so that its faults are no broken answer. Whoever hangs up, or takes
 * nothing for a minute, ends the reading; the answer then breaks off, so that nobody takes a part for the whole.
 */
export async function begun(
  pieces: AsyncGenerator<string>,
  patience = PATIENCE,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string>> | undefined = Promise.resolve(await pieces.next());
  let timer: NodeJS.Timeout | undefined;
  const giveUp = (controller: ReadableStreamDefaultController): void => {
    controller.error(tooSlow(patience));
    void pieces.return(undefined);
  };
  const wait = (controller: ReadableStreamDefaultController): void => {
    timer = setTimeout(giveUp, patience, controller).unref();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: wait,
      pull: async (controller) => {
        clearTimeout(timer);
        const piece = await (next ?? pieces.next());
        next = undefined;
        if (piece.done === true) return controller.close();
        controller.enqueue(encoder.encode(piece.value));
        wait(controller);
      },
      cancel: async () => {
        clearTimeout(timer);
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

const tooSlow = (patience: number): WorkspaceError =>
  new WorkspaceError('internal', `Nothing was read for ${String(patience / 1_000)} seconds.`, {
    next: 'Read the answer as it comes, or into a file first.',
  });
