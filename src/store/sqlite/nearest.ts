import { setImmediate as nextTurn } from 'node:timers/promises';

import { WorkspaceError } from '#src/errors';
import type { Nearness, Place, RecordRow, Selection } from '#src/store/store';

import type { Connection } from './connection.ts';
import { createVectorMemory, type VectorMemory } from './vector-memory.ts';
import { choosePlan, reasonOf, type VectorCosts } from './vector-plan.ts';
import { createVectorReader, type SpaceRef, type VectorReader } from './vector-reader.ts';
import { createVectorTable, type VectorTable } from './vector-table.ts';

/** How near every selected record is; each plan gives the very same numbers, since all compare in one function. */
export type Nearest = (selection: Selection, to: Place) => Promise<Nearness>;

type Figures = Omit<Nearness, 'plan'>;

/** Records whose vectors are read at a time when they are not kept: larger values cost more to join. */
const SLICE = 500;

const NONE: Figures = { rows: [], similarity: [], closeness: [], passage: [] };

/** `most` is how many bytes of vectors this process may keep. */
export function createNearest({ sqlite }: Connection, most: number): Nearest {
  const reader = createVectorReader(sqlite);
  const memory = createVectorMemory(reader, most);
  const scratch = createScratch();
  let rent = 0;
  return async (selection, to) => {
    const { space: fingerprint, vector } = to;
    const space = reader.space(fingerprint);
    if (!space) throw gone(fingerprint);
    if (space.dimensions !== vector.length)
      throw new RangeError(`Space ${fingerprint} has ${space.dimensions} dimensions.`);
    if (space.current) memory.forgetOthers(space);
    const counting = { reader, memory };
    const costs = { ...costsOf(counting, selection, space), rent };
    const choice = choosePlan(costs);
    if (choice === 'fill') await memory.fill(space);
    const table = choice === 'scan' ? undefined : await memory.table(space);
    if (table) {
      rent = 0;
      const figures = table.compare(vector, selection.rows);
      mustBeThere(reader, to, space);
      return { ...figures, plan: { name: 'memory', reason: reasonOf(choice, costs) } };
    }
    const scanned = choice === 'scan' ? costs : { ...costsOf(counting, selection, space), rent };
    rent += scanned.scope;
    const scanning = { reader, table: scratch(space.dimensions), space, rows: selection.rows };
    const figures = await scan(scanning, vector);
    mustBeThere(reader, to, space);
    return { ...figures, plan: { name: 'scan', reason: reasonOf('scan', scanned) } };
  };
}

/** What is dropped is removed bit by bit: figures from then on may lack some of it, also when it is built anew at once. */
function mustBeThere(reader: VectorReader, { space }: Place, { number }: SpaceRef): void {
  if (reader.space(space)?.number !== number) throw gone(space);
}

const gone = (space: string): WorkspaceError =>
  new WorkspaceError('not_found', `There is no space '${space}' any more.`, {
    next: 'Ask again in the space that is current now.',
  });

interface Counting {
  readonly reader: VectorReader;
  readonly memory: VectorMemory;
}

/** Counted only as far as it is not known. */
function costsOf(
  { reader, memory }: Counting,
  { rows, whole }: Selection,
  space: SpaceRef,
): Omit<VectorCosts, 'rent'> {
  const kept = memory.size(space);
  if (kept !== undefined) return { kept: true, fits: true, all: kept, scope: kept };
  const { passages: all } = reader.census(space);
  // A straggler's question about a space that was left must not push out what all others need.
  const fits = memory.fits(space, all) && !memory.hasAnother(space);
  return { kept: false, fits, all, scope: whole ? all : reader.count(space, rows) };
}

/** One table for all scans, which need it for a slice at a time: each takes gigabytes of addresses. */
function createScratch(): (dimensions: number) => VectorTable {
  let last: { readonly dimensions: number; readonly table: VectorTable } | undefined;
  return (dimensions) => {
    if (last?.dimensions !== dimensions)
      last = { dimensions, table: createVectorTable(dimensions) };
    return last.table;
  };
}

interface Scanning {
  readonly reader: VectorReader;
  readonly table: VectorTable;
  readonly space: SpaceRef;
  readonly rows: readonly RecordRow[];
}

/** Slice by slice, between which other requests are answered. */
async function scan(
  { reader, table, space, rows }: Scanning,
  query: Float32Array,
): Promise<Figures> {
  const parts: Figures[] = [];
  for (let from = 0; from < rows.length; from += SLICE) {
    if (from > 0) await nextTurn();
    const part = rows.slice(from, from + SLICE);
    const batch = reader.of(space, part);
    table.clear();
    table.append(batch);
    parts.push(table.compare(query, part));
  }
  return joined(parts);
}

function joined(parts: readonly Figures[]): Figures {
  const [only] = parts;
  if (parts.length <= 1) return only ?? NONE;
  return {
    rows: parts.flatMap(({ rows }) => rows),
    similarity: parts.flatMap(({ similarity }) => Array.from(similarity)),
    closeness: parts.flatMap(({ closeness }) => Array.from(closeness)),
    passage: parts.flatMap(({ passage }) => passage),
  };
}
