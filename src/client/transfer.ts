import type { ImportReport } from '#src/transfer/import/report-types';
import type { ImportMode, UnknownFields } from '#src/transfer/import/types';

import { queryOf } from './parameters.ts';
import { piecesOf } from './pieces.ts';
import type { Transport } from './transport.ts';

export type { ImportReport };

export interface ImportOptions {
  /** Default `merge`. */
  readonly mode?: ImportMode;
  /** Say what would be done, and write nothing. Default false. */
  readonly dryRun?: boolean;
  /** Set bad records aside (`quarantined`) and import the others. Default false. */
  readonly quarantine?: boolean;
  /** Default `refuse`. */
  readonly unknown?: UnknownFields;
  /** The format of the files, each of which is a text then. Default `json`. */
  readonly format?: string;
  /** The kind of every list, whatever its file is called. Only in the format `json`. */
  readonly kind?: string;
  /** Repository of records whose file names none, for formats of other programs. */
  readonly repo?: string;
}

export interface TransferClient {
  /** All files of an export in one JSON object, as text; only those of some kinds when they are named. */
  exportAll(options?: { readonly kinds?: readonly string[] }): Promise<AsyncIterable<string>>;
  /** The text of one file, by its name or its kind's. */
  exportFile(file: string): Promise<AsyncIterable<string>>;
  /** Files by their names, or lists by the names of their kinds; a Blob holds the same as JSON text. */
  importAll(bundle: object | Blob, options?: ImportOptions): Promise<ImportReport>;
}

export const transferClient = ({ open, send }: Transport): TransferClient => ({
  exportAll: async ({ kinds } = {}) =>
    piecesOf(await open({ method: 'GET', path: ['export'], query: queryOf({ kind: kinds }) })),
  exportFile: async (file) => piecesOf(await open({ method: 'GET', path: ['export', file] })),
  importAll: (body, { dryRun, ...options } = {}) =>
    send({
      method: 'POST',
      path: ['import'],
      query: queryOf({ ...options, dry_run: dryRun }),
      body,
    }),
});
