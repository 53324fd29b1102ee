import { countNames } from '#src/kinds/name-counts';
import type { RecordRow } from '#src/store/store';

import { lookupsBy, NAMINGS, type NamedRecords, type NamingName } from './chain-names.ts';
import type { LifecycleRecord } from './chain-records.ts';

/** What was looked up: a name of some kind, found or not. */
export type Lookup = `${NamingName | 'repo'} ${string}`;

/** Records by every name they go by, kept in step as they come and go. */
export interface ChainIndex {
  /** In row order; another map after the next change. */
  records(): ReadonlyMap<RecordRow, LifecycleRecord>;
  get(row: RecordRow): LifecycleRecord | undefined;
  /** Puts a record in the place of the one with its row; undefined takes that one out. The repositories that there were not before, or are not any more. */
  set(row: RecordRow, record: LifecycleRecord | undefined): readonly Lookup[];
  /** The lookups that find this record. */
  lookupsOf(record: LifecycleRecord): readonly Lookup[];
  /** The names, each of whose lookups is told to `note`. */
  named(note: (lookup: Lookup) => void): NamedRecords;
}

const NOTHING: readonly LifecycleRecord[] = [];
const NAMING_NAMES = Object.keys(NAMINGS) as readonly NamingName[];

/** A naming's names are gathered when it is first asked: most references are paths or numbers, and titles take longest. */
export function createChainIndex(): ChainIndex {
  const records = createRows();
  const repos = countNames();
  const gathered = new Map<NamingName, Found>();

  const gather = (naming: NamingName): Found => {
    const found: Found = new Map();
    for (const record of records.all().values())
      for (const name of NAMINGS[naming].of(record)) put(found, name, record);
    gathered.set(naming, found);
    return found;
  };
  return {
    records: records.all,
    get: records.get,
    set: (row, record) => {
      const before = records.get(row);
      for (const [naming, found] of gathered) {
        if (before) for (const name of NAMINGS[naming].of(before)) take(found, name, row);
        if (record) for (const name of NAMINGS[naming].of(record)) put(found, name, record);
      }
      records.set(row, record);
      return repos.change(before?.repos ?? [], record?.repos ?? []).map(repoNamed);
    },
    lookupsOf: (record) =>
      NAMING_NAMES.flatMap((naming) =>
        NAMINGS[naming].of(record).map((name): Lookup => `${naming} ${name}`),
      ),
    named: (note) => ({
      ...lookupsBy((naming, name) => {
        note(`${naming} ${name}`);
        return (gathered.get(naming) ?? gather(naming)).get(name) ?? NOTHING;
      }),
      isRepo: (name) => {
        note(repoNamed(name));
        return repos.has(name);
      },
    }),
  };
}

const repoNamed = (repo: string): Lookup => `repo ${repo}`;

type Found = Map<string, LifecycleRecord[]>;

/** In row order, as if all had come at once. */
function put(found: Found, name: string, record: LifecycleRecord): void {
  const same = found.get(name);
  if (same) same.splice(same.findLastIndex(({ row }) => row < record.row) + 1, 0, record);
  else found.set(name, [record]);
}

function take(found: Found, name: string, row: RecordRow): void {
  const same = found.get(name) ?? [];
  const at = same.findIndex((each) => each.row === row);
  if (at >= 0) same.splice(at, 1);
  if (same.length === 0) found.delete(name);
}

/** A map in row order; who was given it keeps it as it was. */
function createRows() {
  let rows = new Map<RecordRow, LifecycleRecord>();
  let last = -Infinity;
  let isGiven = false;
  /** Rows almost always come in their order: only then is there nothing to sort. */
  const own = (isSorted: boolean): void => {
    if (isSorted && !isGiven) return;
    rows = new Map(isSorted ? rows : [...rows].sort(([a], [b]) => a - b));
    isGiven = false;
  };
  return {
    all: (): ReadonlyMap<RecordRow, LifecycleRecord> => {
      isGiven = true;
      return rows;
    },
    get: (row: RecordRow) => rows.get(row),
    set: (row: RecordRow, record: LifecycleRecord | undefined): void => {
      own(true);
      const isSorted = row > last || rows.has(row) || !record;
      if (record) rows.set(row, record);
      else rows.delete(row);
      own(isSorted);
      last = Math.max(last, row);
    },
  };
}
