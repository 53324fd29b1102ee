import type { RecordRow } from '#src/store/store';

import type { ChainGraph, Succession } from './chain-graph.ts';
import { plainNumber } from './chain-names.ts';
import type { LifecycleRecord, Stage } from './chain-records.ts';

/** A decision, told by one record or by two. */
export interface Decision {
  /** The lower of its rows. */
  readonly id: RecordRow;
  readonly records: readonly LifecycleRecord[];
  /** By what a record says of its own state. */
  readonly over: boolean;
  /** The first of the days that its records say; empty when none does. */
  readonly day: string;
  /** -1 without one. */
  readonly number: number;
}

/** The decisions of a day that are in a chain, or over. */
export interface Decisions {
  readonly all: ReadonlyMap<RecordRow, Decision>;
  /** Of what records say of each other, what counts. */
  readonly successions: readonly Succession[];
  /** What takes a decision's place; every decision of a chain is a key. */
  readonly successors: ReadonlyMap<RecordRow, ReadonlySet<RecordRow>>;
  readonly twins: ReadonlyMap<RecordRow, RecordRow>;
  /** Whether a record was there on that day; one without a date always was. */
  present(record: LifecycleRecord): boolean;
  /** For sorting ids: by day, then by number, then by row. */
  newestFirst(a: RecordRow, b: RecordRow): number;
}

type Test = (record: LifecycleRecord) => boolean;

/** Decisions as they stood on a day (`YYYY-MM-DD`), or as they stand. */
export function decisionsOf(graph: ChainGraph, day: string | undefined): Decisions {
  const present: Test = ({ day: own }) => day === undefined || own === null || own <= day;
  const twins = twinRows(graph, present);
  const idOf = (row: RecordRow): RecordRow => Math.min(row, twins.get(row) ?? row);
  const effective = graph.successions.filter(
    (each) => present(each.successor) && present(each.predecessor) && takesPlace(each),
  );
  const successors = successorsOf(effective, idOf);
  const over = overOn(graph, { present, idOf });
  const all = new Map<RecordRow, Decision>();
  for (const record of graph.records.values()) {
    const id = idOf(record.row);
    if (!present(record) || !(successors.has(id) || twins.has(id) || over(record))) continue;
    all.set(id, withRecord(all.get(id), { id, record, over: over(record) }));
  }
  const newestFirst = (a: RecordRow, b: RecordRow): number =>
    newer(all.get(a), all.get(b)) || b - a;
  return { all, successions: effective, successors, twins, present, newestFirst };
}

const twinRows = ({ twins }: ChainGraph, present: Test): Decisions['twins'] =>
  new Map(
    twins
      .filter(({ file, row }) => present(file) && present(row))
      .flatMap(({ file, row }) => [
        [file.row, row.row],
        [row.row, file.row],
      ]),
  );

/** Stages of a record that may have taken another's place. */
const IN_FORCE: ReadonlySet<Stage> = new Set(['unstated', 'holding', 'over', 'replaced']);

/** What is only proposed takes nobody's place, unless that one says itself that it has. */
export const takesPlace = ({ successor, predecessor, saidBy }: Succession): boolean =>
  saidBy.predecessor || predecessor.stage === 'replaced' || IN_FORCE.has(successor.stage);

function successorsOf(
  successions: readonly Succession[],
  idOf: (row: RecordRow) => RecordRow,
): ReadonlyMap<RecordRow, ReadonlySet<RecordRow>> {
  const successors = new Map<RecordRow, Set<RecordRow>>();
  const of = (id: RecordRow): Set<RecordRow> => {
    const known = successors.get(id) ?? new Set();
    successors.set(id, known);
    return known;
  };
  for (const { successor, predecessor } of successions) {
    const after = idOf(successor.row);
    of(idOf(predecessor.row)).add(after);
    of(after);
  }
  return successors;
}

interface OnDay {
  readonly present: Test;
  readonly idOf: (row: RecordRow) => RecordRow;
}

/**
 * A record that says today that it is over was not yet when all that took its place was still to come,
 * also when only the other record of the same decision names that.
 */
function overOn({ successions }: ChainGraph, { present, idOf }: OnDay): Test {
  const came = new Map<RecordRow, boolean>();
  for (const { predecessor, successor } of successions) {
    const id = idOf(predecessor.row);
    came.set(id, came.get(id) === true || present(successor));
  }
  return ({ row, stage }) =>
    stage === 'refused' ||
    ((stage === 'over' || stage === 'replaced') && came.get(idOf(row)) !== false);
}

interface Telling {
  readonly id: RecordRow;
  readonly record: LifecycleRecord;
  readonly over: boolean;
}

/** A file that is also kept as a row was made when the first of them says. */
function withRecord(known: Decision | undefined, { id, record, over }: Telling): Decision {
  const day = record.day ?? '';
  const number = countOf(record.number);
  if (!known) return { id, records: [record], over, day, number };
  return {
    id,
    records: [...known.records, record],
    over: known.over || over,
    day: known.day === '' || (day !== '' && day < known.day) ? day : known.day,
    number: Math.max(known.number, number),
  };
}

const countOf = (number: string | null): number =>
  number !== null && /^\d+$/.test(number) ? Number(plainNumber(number)) : -1;

const newer = (a: Decision | undefined, b: Decision | undefined): number => {
  const [first, second] = [a?.day ?? '', b?.day ?? ''];
  if (first !== second) return first > second ? -1 : 1;
  return (b?.number ?? -1) - (a?.number ?? -1);
};
