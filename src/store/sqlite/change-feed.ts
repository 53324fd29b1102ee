import { createHash } from 'node:crypto';

import { WorkspaceError } from '#src/errors';
import type { KindName } from '#src/kinds/index';
import type { Change, ChangeOutcome, ChangesPage, ChangesQuery } from '#src/store/store';

import type { Connection } from './connection.ts';

/** A line of the feed as it is stored. */
export interface ChangeRow {
  readonly seq: number;
  readonly batch: number;
  readonly at: number;
  readonly who: string;
  readonly kind: KindName;
  readonly id: string;
  readonly row: number;
  readonly version: number;
  readonly outcome: ChangeOutcome;
  readonly changed: string | null;
}

export const CHANGE_COLUMNS = 'seq, batch, at, who, kind, id, row, version, outcome, changed';

const PAGE = `SELECT ${CHANGE_COLUMNS} FROM wm_changes WHERE seq > ? ORDER BY seq LIMIT ?`;
const PAGE_OF_KINDS = `SELECT ${CHANGE_COLUMNS} FROM wm_changes
  WHERE seq > ? AND kind IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT ?`;
const ONE = `SELECT ${CHANGE_COLUMNS} FROM wm_changes WHERE seq = ?`;
const LAST = `SELECT ${CHANGE_COLUMNS} FROM wm_changes ORDER BY seq DESC LIMIT 1`;

/** All of one moment: what is committed while it is read comes with the next page. */
export function readChanges({ sqlite }: Connection, query: ChangesQuery): ChangesPage {
  const read = sqlite.transaction((): ChangesPage => {
    const { id: file, history: begins } = fileFacts(sqlite);
    const last = sqlite.prepare<[], ChangeRow>(LAST).get();
    const end = cursorOf(file, last);
    if (query.after === 'now') return { items: [], next: end, begins };
    const after = query.after === undefined ? 0 : placeOf(sqlite, file, query.after);
    const rows = rowsAfter(sqlite, after, query);
    const isFull = rows.length === query.limit;
    const next = isFull ? cursorOf(file, rows.at(-1)) : end;
    return { items: rows.map((row) => changeOf(file, row)), next, begins };
  });
  return read();
}

type Sqlite = Connection['sqlite'];

/** What the file says of itself. */
export function fileFacts(sqlite: Sqlite): { readonly id: string; readonly history: string } {
  const facts = sqlite
    .prepare<[], { name: string; value: string }>('SELECT name, value FROM wm_file')
    .all();
  const { id = '', history = '' } = Object.fromEntries(
    facts.map(({ name, value }) => [name, value]),
  );
  return { id, history };
}

const rowsAfter = (sqlite: Sqlite, after: number, { kinds, limit }: ChangesQuery): ChangeRow[] =>
  kinds
    ? sqlite
        .prepare<[number, string, number], ChangeRow>(PAGE_OF_KINDS)
        .all(after, JSON.stringify(kinds), limit)
    : sqlite.prepare<[number, number], ChangeRow>(PAGE).all(after, limit);

const changeOf = (file: string, row: ChangeRow): Change => ({
  cursor: cursorOf(file, row),
  ...tellingOf(row),
  kind: row.kind,
  id: row.id,
  changed: row.changed === null ? [] : (JSON.parse(row.changed) as string[]),
});

/** What the feed and a record's history both tell of a change. */
export const tellingOf = ({ batch, at, who, row, version, outcome }: ChangeRow) => ({
  batch,
  at: new Date(at).toISOString(),
  who,
  outcome,
  version,
  etag: outcome === 'deleted' ? null : `${String(row)}-${String(version)}`,
});

const CURSOR = /^([0-9a-f]{8})-(\d{1,15})-([0-9a-f]{8})$/;
const BEGINNING = '00000000';

/** `<file>-<number>-<mark>`: the mark tells this change from another one that got its number after a restore. */
const cursorOf = (file: string, row: ChangeRow | undefined): string =>
  row ? `${file}-${String(row.seq)}-${markOf(row)}` : `${file}-0-${BEGINNING}`;

const markOf = ({ at, who, kind, id, row, version }: ChangeRow): string =>
  createHash('sha256')
    .update(JSON.stringify([at, who, kind, id, row, version]))
    .digest('hex')
    .slice(0, BEGINNING.length);

/** The number that a cursor of this very file names. Codes: invalid_cursor, feed_lost. */
function placeOf(sqlite: Sqlite, file: string, cursor: string): number {
  const [, ofFile, number = '', mark] = CURSOR.exec(cursor) ?? [];
  if (ofFile === undefined) throw noCursor(cursor);
  const seq = Number(number);
  const row = sqlite.prepare<[number], ChangeRow>(ONE).get(seq);
  const isSame = row ? markOf(row) === mark : seq === 0;
  if (ofFile === file && isSame) return seq;
  throw feedLost(cursor, ofFile === file);
}

const noCursor = (cursor: string): WorkspaceError => {
  const detail = `'${cursor.slice(0, 60)}' is no cursor of a change.`;
  return new WorkspaceError('invalid_cursor', detail, {
    issues: [{ parameter: 'since', detail }],
    next: 'Give the cursor of a change or the next of an answer, now, or nothing for the beginning.',
  });
};

function feedLost(cursor: string, isSameFile: boolean): WorkspaceError {
  const why = isSameFile
    ? 'an earlier state of the file was restored since'
    : 'it comes from another database file';
  const detail = `The change ${cursor} is not in this feed: ${why}.`;
  return new WorkspaceError('feed_lost', detail, {
    issues: [{ parameter: 'since', detail }],
    next: 'Take since=now, read again all that you keep a copy of, and go on from there.',
  });
}
