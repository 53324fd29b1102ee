import type { DocumentInput } from '#indexer/sources/document';
import { bytesIn } from '#indexer/sources/fingerprint';
import {
  sourceFactsOf,
  type Described,
  type StoredDocument,
} from '#indexer/sources/stored-document';
import type { RecordOf } from '#src/kinds/index';

/** A file that lies under another path than the document that it was. */
export interface Move {
  readonly read: DocumentInput;
  readonly from: StoredDocument;
}

/** What a stored document says, by which it is known again when its file was changed too. */
export type StoredText = Pick<RecordOf<'documents'>, 'id' | 'title' | 'number' | 'content'>;

/** Where a document came from, as `Folder.origin` names it. */
export const originIn = (document: Described): string | undefined => sourceFactsOf(document).origin;

/** Of the bytes of a document's file; undefined when that was not kept. */
export const bytesOf = (document: Described): string | undefined =>
  bytesIn(sourceFactsOf(document).fingerprint);
