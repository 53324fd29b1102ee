import { setImmediate as nextTurn } from 'node:timers/promises';

import { damaged, type Census, type SpaceRef, type VectorReader } from './vector-reader.ts';
import { createVectorTable, type VectorTable } from './vector-table.ts';

/** Passages that are read at a time: some 8 ms, between which other requests are answered. */
const SLICE = 4_096;
/** The vectors of one space, kept in this process and in step with the file. */
export interface VectorMemory {
  /** Whether so many passages of the space may be kept. */
  fits(space: SpaceRef, passages: number): boolean;
  /** Whether another space is kept than this one. */
  hasAnother(space: SpaceRef): boolean;
  /** Frees what is kept of any other space. */
  forgetOthers(space: SpaceRef): void;
  /** Passages of the space that are kept; undefined when it is not this space that is kept. */
  size(space: SpaceRef): number | undefined;
  /** Reads the space slice by slice, instead of what was kept before. Two calls at once read once. */
  fill(space: SpaceRef): Promise<void>;
  /**
   * What is kept, brought to this moment; undefined when it is not this space that is kept, or when
   * it fits no longer or the file was written anew, and then it is let go. Code: database_invalid.
   */
  table(space: SpaceRef): Promise<VectorTable | undefined>;
}

interface Kept {
  readonly space: number;
  readonly lineage: number;
  readonly table: VectorTable;
  /** The moment that it is in step with; undefined while it is being filled. */
  moment?: string;
}

/** `most`: bytes of vectors that may be kept. */
export function createVectorMemory(reader: VectorReader, most: number): VectorMemory {
  let kept: Kept | undefined;
  let filling: { readonly space: number; readonly done: Promise<void> } | undefined;

  const fits = ({ dimensions }: SpaceRef, passages: number): boolean =>
    passages * dimensions * Float32Array.BYTES_PER_ELEMENT <= most;
  const fill = async (space: SpaceRef): Promise<void> => {
    const lineage = reader.lineage();
    const table = createVectorTable(space.dimensions);
    while (appendNew(reader, space, table)) await nextTurn();
    kept = { space: space.number, lineage, table };
  };
  const isBroughtInStep = async (own: Kept, space: SpaceRef): Promise<boolean> => {
    const { table, lineage } = own;
    const mayCome = () => lineage === reader.lineage() && fits(space, table.passages.length);
    while (mayCome() && appendNew(reader, space, table)) await nextTurn();
    const moment = reader.moment();
    const isKept = reader.atOnce(() => {
      const census = reader.census(space);
      if (lineage !== reader.lineage() || !fits(space, census.passages)) return false;
      bringInStep(reader, space, { table, census });
      return true;
    });
    if (isKept) own.moment = moment;
    return isKept;
  };
  const hasAnother = ({ number }: SpaceRef): boolean => kept !== undefined && kept.space !== number;
  return {
    ...{ fits, hasAnother },
    forgetOthers: (space) => {
      if (hasAnother(space)) kept = undefined;
    },
    size: ({ number }) => (kept?.space === number ? kept.table.passages.length : undefined),
    fill: async (space) => {
      if (filling?.space !== space.number) {
        const own = { space: space.number, done: fill(space) };
        filling = own;
        void own.done
          .catch(() => undefined)
          .finally(() => filling === own && (filling = undefined));
      }
      await filling.done;
    },
    table: async (space) => {
      const own = kept;
      if (own?.space !== space.number) return undefined;
      if (own.moment === reader.moment() || (await isBroughtInStep(own, space))) return own.table;
      if (kept === own) kept = undefined;
      return undefined;
    },
  };
}

/** False when there was nothing more. */
function appendNew(reader: VectorReader, space: SpaceRef, table: VectorTable): boolean {
  const batch = reader.after(space, table.last, SLICE);
  if (batch.passages.length > 0) table.append(batch);
  return batch.passages.length === SLICE;
}

interface Step {
  readonly table: VectorTable;
  readonly census: Census;
}

/** Passages only come, with higher numbers, and go: what went is looked for only when the census says so. */
function bringInStep(reader: VectorReader, space: SpaceRef, step: Step): void {
  const { table } = step;
  while (appendNew(reader, space, table));
  if (isInStep(step)) return;
  table.keepOnly(new Set(reader.numbers(space)));
  if (!isInStep(step)) throw damaged();
}

const isInStep = ({ table: { passages }, census }: Step): boolean =>
  census.passages === passages.length &&
  census.sum === passages.reduce((sum, passage) => sum + passage, 0);
