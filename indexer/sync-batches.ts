import { WorkspaceError } from '#src/errors';

import type { DocumentWrite } from './sync-plan.ts';

/** Documents and characters of one write: a transaction of a few milliseconds, a body far below any limit. */
const MOST_DOCUMENTS = 50;
const MOST_CHARACTERS = 500_000;

/** A document that the service would not take. */
export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** Cuts documents into writes; one that is larger than a write goes alone. */
export function batchesOf(
  documents: readonly DocumentWrite[],
): readonly (readonly DocumentWrite[])[] {
  const batches: DocumentWrite[][] = [];
  let room = 0;
  for (const document of documents) {
    const last = batches.at(-1);
    if (last && last.length < MOST_DOCUMENTS && document.content.length <= room)
      last.push(document);
    else {
      batches.push([document]);
      room = MOST_CHARACTERS;
    }
    room -= document.content.length;
  }
  return batches;
}

type Put = (documents: readonly DocumentWrite[]) => Promise<void>;

/** Faults of a document rather than of the service. */
const ABOUT_DOCUMENTS: ReadonlySet<string> = new Set([
  'invalid_body',
  'body_too_large',
  'duplicate_id',
]);

/**
 * Writes a batch. When it is refused for what a document holds, it is halved until that document
 * stands alone, so that one bad file never keeps the others out.
 */
export async function putBatch(
  put: Put,
  documents: readonly DocumentWrite[],
): Promise<readonly Refusal[]> {
  try {
    await put(documents);
    return [];
  } catch (error) {
    if (!(error instanceof WorkspaceError && ABOUT_DOCUMENTS.has(error.code))) throw error;
    const [only] = documents;
    if (only && documents.length === 1) return [{ path: only.path, reason: reasonOf(error) }];
    const half = Math.ceil(documents.length / 2);
    const first = await putBatch(put, documents.slice(0, half));
    return [...first, ...(await putBatch(put, documents.slice(half)))];
  }
}

const reasonOf = ({ message, issues }: WorkspaceError): string =>
  issues.length > 0 ? issues.map(({ detail }) => detail).join('; ') : message;
