import { countNames, type NameCounts } from '#src/kinds/name-counts';
import type { LifecycleReading, RecordHead, RecordRow, SupersedingLink } from '#src/store/store';

import type { Connection } from './connection.ts';
import { called, headsAt, namedBy, namesOf, speaking } from './lifecycle-heads.ts';
import { differenceOf, marksIn, type Difference, type Marks } from './lifecycle-marks.ts';
import { lineageOf } from './lineage.ts';

type ReadLinks = () => readonly SupersedingLink[];

/** What was read before. */
interface Known {
  readonly lineage: number;
  marks: Marks;
  links: readonly SupersedingLink[];
  readonly heads: Map<RecordRow, RecordHead>;
  /** Of the heads those that say nothing, and are there only because they are named. */
  readonly silent: Set<RecordRow>;
  /** Whatever any record, or a link, names as a successor or predecessor. */
  readonly names: NameCounts;
}

/** More records than these are not read by their rows. */
const FEW = 500;

/**
 * Reads what records say of their standing: all of them once (50 ms at 10,000), then those that were
 * written since. What was not is the same object as before. All of a reading is of one moment.
 */
export function createLifecycleReader(
  { sqlite, db }: Connection,
  readLinks: ReadLinks,
): () => LifecycleReading {
  let known: Known | undefined;
  const read = (): LifecycleReading => {
    const [lineage, marks, links] = [lineageOf(sqlite), marksIn(db), readLinks()];
    const difference = known?.lineage === lineage ? differenceOf(known.marks, marks) : undefined;
    const before = known;
    known = undefined; // what fails half-way is read anew
    if (before && difference && difference.written.length <= FEW)
      known = readSince(db, { ...before, marks, links }, { difference, linked: before.links });
    else known = readAll(db, { lineage, marks, links });
    const records = [...known.heads.values()].sort((a, b) => a.row - b.row);
    return { records, links };
  };
  const atOnce = sqlite.transaction(read);
  return () => atOnce();
}

type Db = Connection['db'];

function readAll(db: Db, now: Pick<Known, 'lineage' | 'marks' | 'links'>): Known {
  const known = { ...now, heads: new Map(), silent: new Set<RecordRow>(), names: countNames() };
  const spoken = speaking(db);
  const names = [...spoken.flatMap(namedBy), ...namedByLinks(now.links)];
  for (const head of spoken) known.heads.set(head.row, head);
  known.names.change([], names);
  listenTo(known, called(db, [...new Set(names)]));
  return known;
}

interface Since {
  readonly difference: Difference;
  /** The links as they were. */
  readonly linked: readonly SupersedingLink[];
}

function readSince(db: Db, known: Known, { difference, linked }: Since): Known {
  const { heads, silent, names } = known;
  const spoken = speaking(db, difference.written);
  const before = [...difference.gone, ...difference.written].flatMap((row) => heads.get(row) ?? []);
  for (const { row } of before) {
    heads.delete(row);
    silent.delete(row);
  }
  for (const head of spoken) heads.set(head.row, head);
  const changed = names.change(
    [...before.flatMap(namedBy), ...namedByLinks(linked)],
    [...spoken.flatMap(namedBy), ...namedByLinks(known.links)],
  );
  const mute = difference.written.filter((row) => !heads.has(row));
  listenTo(known, [...headsAt(db, mute), ...called(db, changed)]);
  if (changed.length > 0) forgetUnnamed(known);
  return known;
}

const namedByLinks = (links: readonly SupersedingLink[]): readonly string[] =>
  links.flatMap(({ successor, predecessor }) => [successor.id, predecessor.id]);

const isNamed = ({ names }: Known, head: RecordHead): boolean => namesOf(head).some(names.has);

/** Takes up those that say nothing of themselves, and are named. */
function listenTo(known: Known, found: readonly RecordHead[]): void {
  for (const head of found)
    if (!known.heads.has(head.row) && isNamed(known, head)) {
      known.heads.set(head.row, head);
      known.silent.add(head.row);
    }
}

function forgetUnnamed(known: Known): void {
  for (const row of [...known.silent]) {
    const head = known.heads.get(row);
    if (head && isNamed(known, head)) continue;
    known.heads.delete(row);
    known.silent.delete(row);
  }
}
