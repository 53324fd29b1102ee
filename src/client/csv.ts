import { listQuery } from './parameters.ts';
import { piecesOf } from './pieces.ts';
import type { Transport } from './transport.ts';
import type { FacetOptions, ListOptions } from './types.ts';

export interface CsvOptions extends Omit<ListOptions, 'cursor' | keyof FacetOptions> {
  /** Default: all that match. */
  readonly limit?: number;
  /** Begin with a byte order mark, which Excel needs to take the file for UTF-8. Default false. */
  readonly bom?: boolean;
}

export interface CsvClient {
  /** A list as CSV text, piece by piece as it comes, the header first; all that matches unless there is a limit. */
  csv(kind: string, options?: CsvOptions): Promise<AsyncIterable<string>>;
}

export const csvClient = ({ open }: Transport): CsvClient => ({
  csv: async (kind, options = {}) =>
    piecesOf(
      await open({
        method: 'GET',
        path: [kind],
        query: listQuery(options),
        headers: { accept: 'text/csv, application/problem+json' },
      }),
    ),
});
