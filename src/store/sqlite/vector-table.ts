import type { Nearness, RecordRow } from '#src/store/store';

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
  /** Those of the records (ascending) that have vectors, in row order. */
  compare(query: Float32Array, rows: readonly RecordRow[]): Omit<Nearness, 'plan'>;
}

/** `expected` vectors find room before the table must grow. */
export function createVectorTable(dimensions: number, expected: number): VectorTable {
  let vectors = new Float32Array(expected * dimensions);
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
      const used = passages.length * dimensions;
      const wanted = used + batch.passages.length * dimensions;
      if (wanted > vectors.length) vectors = grown(vectors.subarray(0, used), wanted);
      new Uint8Array(vectors.buffer).set(batch.bytes, used * Float32Array.BYTES_PER_ELEMENT);
      for (const passage of batch.passages) passages.push(passage);
      for (const row of batch.rows) rows.push(row);
      groups = undefined;
    },
    keepOnly: (wanted) => {
      const kept = passages.flatMap((passage, slot) => (wanted.has(passage) ? [slot] : []));
      kept.forEach((slot, to) => {
        if (slot !== to)
          vectors.copyWithin(to * dimensions, slot * dimensions, (slot + 1) * dimensions);
      });
      passages = kept.map((slot) => passages[slot] ?? 0);
      rows = kept.map((slot) => rows[slot] ?? 0);
      groups = undefined;
    },
    compare: (query, wanted) => {
      groups ??= groupsOf(rows);
      const chosen = common(groups.rows, wanted);
      return compareGroups({ vectors, passages, groups, chosen }, Float64Array.from(query));
    },
  };
}

/** A quarter more than is wanted, so that growing is rare. */
function grown(vectors: Float32Array, wanted: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(Math.ceil(wanted * 1.25));
  larger.set(vectors);
  return larger;
}

/** The slots of each record, records in row order, slots in theirs. */
interface Groups {
  readonly rows: readonly RecordRow[];
  /** Where a record's slots begin in `slots`; one more for the end. */
  readonly starts: readonly number[];
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
  return { rows, starts: [...starts, slots.length], slots };
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

interface Chosen {
  readonly vectors: Float32Array;
  readonly passages: readonly number[];
  readonly groups: Groups;
  /** Positions in `groups.rows`. */
  readonly chosen: readonly number[];
}

function compareGroups(
  { vectors, passages, groups, chosen }: Chosen,
  query: Float64Array,
): Omit<Nearness, 'plan'> {
  const similarity = new Float64Array(chosen.length);
  const mean = new Float64Array(chosen.length);
  const nearest = chosen.map((group, index) => {
    const [from = 0, to = 0] = [groups.starts[group], groups.starts[group + 1]];
    let [best, sum, bestSlot] = [-Infinity, 0, 0];
    for (let at = from; at < to; at += 1) {
      const slot = groups.slots[at] ?? 0;
      const cosine = dot(vectors, slot * query.length, query);
      sum += cosine;
      if (cosine > best) [best, bestSlot] = [cosine, slot];
    }
    similarity[index] = best;
    mean[index] = sum / (to - from);
    return passages[bestSlot] ?? 0;
  });
  const rows = chosen.map((group) => groups.rows[group] ?? 0);
  return { rows, similarity, mean, passage: nearest };
}

/** Four sums at once: a single one makes each addition wait for the one before (half as fast). */
function dot(vectors: Float32Array, start: number, query: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = query.length - (query.length % 4);
  for (let axis = 0; axis < whole; axis += 4) {
    const at = start + axis;
    a += (vectors[at] as number) * (query[axis] as number);
    b += (vectors[at + 1] as number) * (query[axis + 1] as number);
    c += (vectors[at + 2] as number) * (query[axis + 2] as number);
    d += (vectors[at + 3] as number) * (query[axis + 3] as number);
  }
  for (let axis = whole; axis < query.length; axis += 1)
    a += (vectors[start + axis] as number) * (query[axis] as number);
  return a + b + c + d;
}
