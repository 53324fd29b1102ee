import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { History, HistoryEntry, HistoryQuery, RecordKey, Version } from '#src/store/store';

import { CHANGE_COLUMNS, fileFacts, tellingOf, type ChangeRow } from './change-feed.ts';
import type { Connection } from './connection.ts';
import { undone, type Delta } from './delta.ts';
import { readStored } from './read.ts';

type Sqlite = Connection['sqlite'];

interface Row extends ChangeRow {
  readonly undo: string | null;
}

/** A change between two states of its record; undefined where there was none, or it is not known any more. */
interface Step {
  readonly row: Row;
  readonly before?: AnyRecord;
  readonly after?: AnyRecord;
}

export function readHistory(connection: Connection, query: HistoryQuery): History | undefined {
  const { sqlite } = connection;
  const read = sqlite.transaction((): History | undefined => {
    const { current, steps } = walk(connection, query);
    const oldest = steps.at(-1);
    if (!oldest && !current) return undefined;
    const { before = Infinity, limit } = query;
    const older = steps.filter(({ row }) => row.version < before);
    const last = older.length > limit ? older[limit - 1] : undefined;
    return {
      items: older.slice(0, limit).map(entryOf),
      ...(last && { next: last.row.version }),
      begins: fileFacts(sqlite).history,
      complete: oldest?.row.outcome === 'created' && !steps.some(isForgotten),
    };
  });
  return read();
}

export function readVersion(
  connection: Connection,
  key: RecordKey,
  version: number,
): Version | undefined {
  const read = connection.sqlite.transaction((): Version | undefined => {
    const { current, latest, steps } = walk(connection, key);
    const made = steps.find(({ row }) => row.version === version);
    const following = steps.find(({ row }) => row.version === version + 1);
    const record = made ? made.after : following ? following.before : current;
    if (!record || version > latest || version < firstKnown(steps, latest)) return undefined;
    const deletion = steps.findLast(
      ({ row }) => row.version > version && row.outcome === 'deleted',
    );
    return {
      ...{ kind: key.kind, id: key.id, version, record, latest },
      ...(made && { made: entryOf(made) }),
      ...(current && { current }),
      taken: deletion ? takenBy(connection, key, deletion.row) : [],
    };
  });
  return read();
}

/** A first change that made nothing tells how the record was before it. */
function firstKnown(steps: readonly Step[], latest: number): number {
  const oldest = steps.at(-1)?.row;
  if (!oldest) return latest;
  return oldest.outcome === 'created' ? oldest.version : oldest.version - 1;
}

interface Walk {
  readonly current?: AnyRecord;
  /** The version that the record has, or that of its deletion; 0 when there is neither. */
  readonly latest: number;
  /** The latest first. */
  readonly steps: readonly Step[];
}

/** Back from the record that is there, or from its deletion, through all its lives under one id. */
function walk(connection: Connection, { kind, id }: RecordKey): Walk {
  const stored = readStored(connection, kind, id);
  const steps: Step[] = [];
  let state = stored?.record;
  for (const row of rowsOf(connection.sqlite, { kind, id })) {
    const before = stateBefore(row, state);
    steps.push({ row, ...(before && { before }), ...(state && { after: state }) });
    state = before;
  }
  const latest = stored?.version ?? steps[0]?.row.version ?? 0;
  return { latest, steps, ...(stored && { current: stored.record }) };
}

const ROWS = `SELECT ${CHANGE_COLUMNS}, undo FROM wm_changes WHERE row IN (
    SELECT row FROM wm_records WHERE kind = @kind AND id = @id
    UNION SELECT row FROM wm_changes WHERE kind = @kind AND id = @id AND outcome = 'deleted')
  ORDER BY seq DESC`;

const rowsOf = (sqlite: Sqlite, key: RecordKey): readonly Row[] =>
  sqlite.prepare<[RecordKey], Row>(ROWS).all(key);

function stateBefore(
  { outcome, undo, changed }: Row,
  after: AnyRecord | undefined,
): AnyRecord | undefined {
  if (undo === null) return undefined;
  const parsed = JSON.parse(undo) as unknown;
  if (outcome === 'deleted') return parsed as AnyRecord;
  const names = JSON.parse(changed ?? '[]') as string[];
  return after && undone(after, { changed: names, undo: parsed as Delta['undo'] });
}

const isForgotten = ({ row, before }: Step): boolean => row.outcome !== 'created' && !before;

function entryOf(step: Step): HistoryEntry {
  const { row, before, after } = step;
  const names = before && after ? (JSON.parse(row.changed ?? '[]') as string[]) : [];
  return {
    ...tellingOf(row),
    changes: names.map((field) => ({
      field,
      from: before?.[field] ?? null,
      to: after?.[field] ?? null,
    })),
    ...(isForgotten(step) && { forgotten: true as const }),
  };
}

const TAKEN = `SELECT kind, undo FROM wm_changes
  WHERE seq > @seq AND outcome = 'deleted' AND undo IS NOT NULL
    AND kind IN (SELECT value FROM json_each(@kinds)) AND seq < coalesce(
    (SELECT seq FROM wm_changes WHERE seq > @seq AND batch <> @batch ORDER BY seq LIMIT 1), 9e15)
  ORDER BY seq`;

/** Kinds that hang on others, as JSON: a batch can delete thousands of documents beside them. */
const HANGING = JSON.stringify(kindNames.filter((name) => kindOf(name).relations.ends));

interface Taken {
  readonly kind: KindName;
  readonly undo: string;
}

/** What the same transaction deleted because it hung on the record. */
function takenBy({ sqlite }: Connection, key: RecordKey, deletion: Row): Version['taken'] {
  const { seq, batch } = deletion;
  return sqlite
    .prepare<[Pick<Row, 'seq' | 'batch'> & { kinds: string }], Taken>(TAKEN)
    .all({ seq, batch, kinds: HANGING })
    .map(({ kind, undo }) => ({ kind, record: JSON.parse(undo) as AnyRecord }))
    .filter(({ kind, record }) =>
      (kindOf(kind).relations.ends ?? []).some(
        (end) => record[end.kind] === key.kind && record[end.id] === key.id,
      ),
    );
}
