/** How often each name stands in lists that come and go. */
export interface NameCounts {
  has(name: string): boolean;
  /** The names that no list held before, or that none holds any more. */
  change(gone: readonly string[], come: readonly string[]): readonly string[];
}

export function countNames(): NameCounts {
  const counts = new Map<string, number>();
  const add = (name: string, by: number): number => {
    const count = (counts.get(name) ?? 0) + by;
    if (count > 0) counts.set(name, count);
    else counts.delete(name);
    return count;
  };
  return {
    has: (name) => counts.has(name),
    change: (gone, come) => {
      const changed: string[] = [];
      for (const name of come) if (add(name, 1) === 1) changed.push(name);
      for (const name of gone) if (add(name, -1) === 0) changed.push(name);
      return changed;
    },
  };
}
