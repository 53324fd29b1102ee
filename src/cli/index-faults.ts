import type { Refusal } from '#indexer/sync-batches';
import { WorkspaceError } from '#src/errors';

import { reportFailure } from './failure.ts';
import { count } from './render/text.ts';
import type { Session } from './session.ts';
import { notEmbedded, type Embedding } from './settle.ts';

/** Files named one by one. */
const SHOWN = 10;

/** What kept documents from being found, the gravest last; none when all went well or only waits. */
export const indexFaults = (
  embedding: Embedding,
  refused: readonly Refusal[],
): readonly WorkspaceError[] => [
  ...(embedding.state === 'unavailable' ? [notEmbedded(embedding.cause)] : []),
  ...(refused.length > 0 ? [refusal(refused)] : []),
];

/** Says all faults on stderr, and answers with the last of them as the command's exit. */
export function failWith(faults: readonly WorkspaceError[], { io, asJson }: Session): void {
  for (const fault of faults.slice(0, -1)) reportFailure(fault, io, asJson);
  const last = faults.at(-1);
  if (last) throw last;
}

const refusal = (refused: readonly Refusal[]): WorkspaceError =>
  new WorkspaceError('source_unreadable', `${count(refused.length, 'document')} refused`, {
    issues: refused.slice(0, SHOWN).map(({ path, reason }) => ({ detail: `${path}: ${reason}` })),
    next: 'All others are stored; correct these files and run it again.',
  });
