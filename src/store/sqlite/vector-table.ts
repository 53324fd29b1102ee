import type { Nearness, RecordRow } from '#src/store/store';

import { createDotProducts } from './dot-products.ts';

/** Vectors as they are read: the bytes of one after the other, and whose they are. */
export interface VectorBatch {
  /** Ascending within each record. */
  readonly passages: readonly number[];
  readonly rows: readonly RecordRow[];
  /** 32-bit floats, little-endian. */
  readonly bytes: Uint8Array;
}

/** Passages' vectors in memory, compared with a query all at once. */
export interface VectorTable {
  readonly passages: readonly number[];
  /** The highest passage; 0 when there is none. New passages are above it, since numbers are never used again. */
  readonly last: number;
  append(batch: VectorBatch): void;
  keepOnly(passages: ReadonlySet<number>): void;
  /** Forgets all, and keeps the room. */
  clear(): void;
  /** Those of the records (ascending) that have vectors, in row order. */
  compare(query: Float32Array, rows: readonly RecordRow[]): Omit<Nearness, 'plan'>;
}

export function createVectorTable(dimensions: number): VectorTable {
  const vectors = createDotProducts(dimensions);
  let [passages, rows]: [number[], RecordRow[]] = [[], []];
  let groups: Groups | undefined;
  return {
    get passages() {
      return passages;
    },
    get last() {
      return passages.at(-1) ?? 0;
    },
    append: (batch) => {
      vectors.put(passages.length, batch.bytes);
      for (const passage of batch.passages) passages.push(passage);
      for (const row of batch.rows) rows.push(row);
      groups = undefined;
    },
    keepOnly: (wanted) => {
      const kept = passages.flatMap((passage, slot) => (wanted.has(passage) ? [slot] : []));
      kept.forEach((slot, to) => {
        if (slot !== to) vectors.move(slot, to);
      });
      passages = kept.map((slot) => passages[slot] ?? 0);
      rows = kept.map((slot) => rows[slot] ?? 0);
      groups = undefined;
    },
    clear: () => {
      [passages, rows, groups] = [[], [], undefined];
    },
    compare: (query, wanted) => {
      groups ??= groupsOf(rows);
      const chosen = chosenFrom(groups, wanted);
      return figuresOf({ passages, chosen, cosines: vectors.with(query, chosen.slots) });
    },
  };
}

/** The slots of each record, records in row order, slots in theirs. */
interface Groups {
  readonly rows: readonly RecordRow[];
  /** Where a record's slots begin in `slots`; one more for the end. */
  readonly starts: readonly number[];
  readonly slots: Uint32Array;
  /** What was chosen from them before: a selection that is kept is asked about again. */
  readonly chosen: WeakMap<readonly RecordRow[], Chosen>;
}

/** The slots of some records, records in row order. */
interface Chosen {
  readonly rows: readonly RecordRow[];
  /** How many of the slots are each record's. */
  readonly counts: Uint32Array;
  readonly slots: Uint32Array;
}

/** By counting: sorting fifty thousand slots would take longer than comparing a query with them. */
function groupsOf(owners: readonly RecordRow[]): Groups {
  const next = new Uint32Array(owners.reduce((most, row) => Math.max(most, row), 0) + 2);
  for (const row of owners) next[row + 1] = (next[row + 1] ?? 0) + 1;
  const [rows, starts]: [RecordRow[], number[]] = [[], []];
  for (let row = 0; row + 1 < next.length; row += 1) {
    const [start = 0, count = 0] = [next[row], next[row + 1]];
    if (count > 0) {
      rows.push(row);
      starts.push(start);
    }
    next[row + 1] = start + count;
  }
  const slots = new Uint32Array(owners.length);
  owners.forEach((row, slot) => {
    const at = next[row] ?? 0;
    slots[at] = slot;
    next[row] = at + 1;
  });
  return { rows, starts: [...starts, slots.length], slots, chosen: new WeakMap() };
}

/** Positions in `rows` of what is also in `wanted`; both ascend. */
function common(rows: readonly RecordRow[], wanted: readonly RecordRow[]): readonly number[] {
  const found: number[] = [];
  let at = 0;
  for (const row of wanted) {
    while ((rows[at] ?? Infinity) < row) at += 1;
    if (rows[at] === row) found.push(at);
  }
  return found;
}

function chosenFrom(groups: Groups, wanted: readonly RecordRow[]): Chosen {
  const known = groups.chosen.get(wanted);
  if (known) return known;
  const found = common(groups.rows, wanted);
  const spans = found.map((group) => [groups.starts[group] ?? 0, groups.starts[group + 1] ?? 0]);
  const counts = Uint32Array.from(spans, ([from = 0, to = 0]) => to - from);
  const slots = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  for (const [from, to] of spans) {
    const own = groups.slots.subarray(from, to);
    slots.set(own, at);
    at += own.length;
  }
  const chosen = { rows: found.map((group) => groups.rows[group] ?? 0), counts, slots };
  groups.chosen.set(wanted, chosen);
  return chosen;
}

interface Compared {
  readonly passages: readonly number[];
  readonly chosen: Chosen;
  /** Of each of the chosen slots. */
  readonly cosines: Float32Array;
}

/** Of the formula of `Nearness.closeness`. */
const SHARPNESS = 8;

function figuresOf({ passages, chosen, cosines }: Compared): Omit<Nearness, 'plan'> {
  const { rows, counts, slots } = chosen;
  const similarity = new Float64Array(rows.length);
  const closeness = new Float64Array(rows.length);
  let from = 0;
  const nearest = rows.map((_, index) => {
    const count = counts[index] ?? 0;
    let [best, sum, bestAt] = [-Infinity, 0, from];
    for (let at = from; at < from + count; at += 1) {
      const cosine = cosines[at] as number;
      if (count > 1) sum += Math.exp(SHARPNESS * cosine);
      if (cosine > best) [best, bestAt] = [cosine, at];
    }
    from += count;
    similarity[index] = best;
    closeness[index] = count === 1 ? best : Math.log(sum / count) / SHARPNESS;
    return passages[slots[bestAt] ?? 0] ?? 0;
  });
  return { rows, similarity, closeness, passage: nearest };
}
