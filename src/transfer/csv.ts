import { stringify, type Options } from 'csv-stringify/sync';

import type { AnyRecord } from '#src/kinds/kind';
import type { ReadQuery, Store } from '#src/store/store';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Beginnings that a spreadsheet takes for a formula, in any script's form, after spaces or after
 * apostrophes of our own (OWASP, "CSV Injection").
 */
const FORMULA = /^'*[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^'*[\t\r\n]/u;

/** A text that a spreadsheet would calculate gets an apostrophe before it, which makes it a text. */
export const neutral = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text that `neutral` was given: nothing is lost. */
export const unneutral = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/**
 * RFC 4180. An empty text is `""` and NULL is nothing, as in PostgreSQL's COPY. csv-stringify 6.9
 * leaves a lone CR or LF without quotes when lines end with both.
 */
const FORMAT = {
  record_delimiter: '\r\n',
  quoted_match: [/^$/, /[\r\n]/],
  cast: {
    string: neutral,
    boolean: String,
    number: String,
    object: (value) => JSON.stringify(value),
  },
} satisfies Options;

/** The first line: names of the fields. */
export const csvHeader = (fields: readonly string[]): string => stringify([[...fields]], FORMAT);

/** A line for each record: lists and JSON as JSON text, booleans `true` and `false`. Numbers stay numbers. */
export const csvLines = (records: readonly AnyRecord[], fields: readonly string[]): string =>
  stringify(
    records.map((record) => fields.map((name) => record[name])),
    FORMAT,
  );

export interface CsvQuery extends ReadQuery {
  /** The columns, in their order. */
  readonly fields: readonly string[];
  /** Begins with a byte order mark, without which Excel does not take the file for UTF-8. Default false. */
  readonly bom?: boolean;
}

/** A list as CSV, of one moment, piece by piece; breaking off closes it. The first piece holds records, if there are any. */
export async function* csvOf(
  store: Pick<Store, 'snapshot'>,
  { bom = false, ...query }: CsvQuery,
): AsyncGenerator<string> {
  const snapshot = await store.snapshot();
  try {
    let head = (bom ? BYTE_ORDER_MARK : '') + csvHeader(query.fields);
    for await (const records of snapshot.read(query)) {
      yield head + csvLines(records, query.fields);
      head = '';
    }
    if (head !== '') yield head;
  } finally {
    await snapshot.close();
  }
}
