/** A body whose first piece is there already, so that its faults are no broken answer. Whoever hangs up ends the reading. */
export async function begun(pieces: AsyncGenerator<string>): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string>> | undefined = Promise.resolve(await pieces.next());
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = await (next ?? pieces.next());
        next = undefined;
        if (piece.done === true) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      },
      cancel: async () => {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
