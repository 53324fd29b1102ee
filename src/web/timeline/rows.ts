export interface Packing {
  /** Between two places of a row at least. */
  readonly apart: number;
  /** Rows at most; what finds no room shares one. */
  readonly most: number;
}

/** Gives each of ascending places the first row in which it touches no other. Pure. */
export function rowsOf(places: readonly number[], { apart, most }: Packing): readonly number[] {
  const ends: number[] = [];
  return places.map((place) => {
    const free = ends.findIndex((end) => place - end >= apart);
    const row = free >= 0 ? free : ends.length < most ? ends.length : emptiest(ends);
    ends[row] = place;
    return row;
  });
}

const emptiest = (ends: readonly number[]): number => ends.indexOf(Math.min(...ends));
