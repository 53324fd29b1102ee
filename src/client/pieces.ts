import { WorkspaceError } from '#src/errors';

/** The text of an answer, piece by piece as it comes; a byte order mark stays. Code: unreachable, when it breaks off. */
export async function* piecesOf({ body }: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  try {
    for await (const bytes of (body ?? []) as AsyncIterable<Uint8Array>)
      yield decoder.decode(bytes, { stream: true });
  } catch (cause) {
    if (cause instanceof WorkspaceError) throw cause;
    throw new WorkspaceError('unreachable', 'The answer broke off before its end.', {
      next: 'Ask again; what came so far is not all of it.',
      cause,
    });
  }
}
