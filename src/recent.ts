interface RecentOptions<V> {
  /** Values that are kept. */
  readonly entries: number;
  /** What all that are kept may weigh together; needs `weightOf`. Default without end. */
  readonly weight?: number;
  readonly weightOf?: (value: V) => number;
}

/** Values by their keys, of which the longest unused go first. */
export interface Recent<V> {
  get(key: string): V | undefined;
  /** The value set last is kept whatever it weighs. */
  set(key: string, value: V): void;
  clear(): void;
}

export function createRecent<V>(options: RecentOptions<V>): Recent<V> {
  const { entries, weight: most = Infinity, weightOf = () => 0 } = options;
  const kept = new Map<string, V>(); // the longest unused first
  let weight = 0;
  const take = (key: string): V | undefined => {
    const value = kept.get(key);
    if (value !== undefined && kept.delete(key)) weight -= weightOf(value);
    return value;
  };
  const put = (key: string, value: V): void => {
    kept.set(key, value);
    weight += weightOf(value);
  };
  return {
    get: (key) => {
      const value = take(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    set: (key, value) => {
      take(key);
      put(key, value);
      for (const oldest of kept.keys()) {
        if (oldest === key || (weight <= most && kept.size <= entries)) break;
        take(oldest);
      }
    },
    clear: () => {
      kept.clear();
      weight = 0;
    },
  };
}
