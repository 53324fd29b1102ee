import { setImmediate as nextTurn } from 'node:timers/promises';

import { damaged, type SpaceRef, type VectorReader } from './vector-reader.ts';
import { createVectorTable, type VectorTable } from './vector-table.ts';

/** Passages that are read at a time: some 8 ms, between which other requests are answered. */
const SLICE = 4_096;

/** The vectors of one space, kept in this process and in step with the file. */
export interface VectorMemory {
  /** Passages of the space that are kept; undefined when it is not this space that is kept. */
  size(space: SpaceRef): number | undefined;
  /** Reads the space slice by slice, instead of what was kept before. Two calls at once read once. */
  fill(space: SpaceRef): Promise<void>;
  /** What is kept, brought to this moment. Only for a space that is kept. Code: database_invalid. */
  table(space: SpaceRef): VectorTable;
}

interface Kept {
  readonly space: number;
  readonly table: VectorTable;
  /** The moment that it is in step with; undefined while it is being filled. */
  moment?: string;
}

export function createVectorMemory(reader: VectorReader): VectorMemory {
  let kept: Kept | undefined;
  let filling: { readonly space: number; readonly done: Promise<void> } | undefined;

  const fill = async (space: SpaceRef): Promise<void> => {
    const { passages } = reader.census(space);
    const table = createVectorTable(space.dimensions, passages);
    while (appendNew(reader, space, table)) await nextTurn();
    kept = { space: space.number, table };
  };
  return {
    size: ({ number }) => (kept?.space === number ? kept.table.passages.length : undefined),
    fill: async (space) => {
      if (filling?.space !== space.number)
        filling = { space: space.number, done: fill(space).finally(() => (filling = undefined)) };
      await filling.done;
    },
    table: (space) => {
      if (kept?.space !== space.number) throw new Error(`Space ${space.number} is not kept.`);
      const moment = reader.moment();
      if (kept.moment !== moment) {
        const { table } = kept;
        reader.atOnce(() => bringInStep(reader, space, table));
        kept.moment = moment;
      }
      return kept.table;
    },
  };
}

/** False when there was nothing more. */
function appendNew(reader: VectorReader, space: SpaceRef, table: VectorTable): boolean {
  const batch = reader.after(space, table.last, SLICE);
  if (batch.passages.length > 0) table.append(batch);
  return batch.passages.length === SLICE;
}

/** Passages only come, with higher numbers, and go: what went is looked for only when the census says so. */
function bringInStep(reader: VectorReader, space: SpaceRef, table: VectorTable): void {
  while (appendNew(reader, space, table));
  if (isInStep(reader, space, table)) return;
  table.keepOnly(new Set(reader.numbers(space)));
  if (!isInStep(reader, space, table)) throw damaged();
}

function isInStep(reader: VectorReader, space: SpaceRef, { passages }: VectorTable): boolean {
  const census = reader.census(space);
  if (census.passages !== passages.length) return false;
  return passages.reduce((sum, passage) => sum + passage, 0) === census.sum;
}
