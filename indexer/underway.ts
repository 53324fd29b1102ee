import type { IndexJob, RecordRow, Space } from '#src/store/store';

interface Batch {
  readonly space: Space;
  readonly jobs: readonly IndexJob[];
}

/** What several hands work on at once, so that none takes up what another holds. */
export interface Underway {
  /** Records of a space (by its fingerprint) that are held. */
  rows(space: string): readonly RecordRow[];
  /**
   * Looks for the next batch, one look after the other, and holds what is found. All that is held is of one
   * space: else a space that is being built would miss the moment at which it has all that the current
   * one has. Where the next batch is of another, it is looked for again when what is held has ended.
   */
  begin<B extends Batch>(
    look: (rows: Underway['rows']) => Promise<B | undefined>,
  ): Promise<B | undefined>;
  end(batch: Batch): void;
}

export function createUnderway(): Underway {
  const held = new Set<Batch>();
  const waiting: (() => void)[] = [];
  let last: Promise<unknown> = Promise.resolve();

  const rows: Underway['rows'] = (fingerprint) =>
    [...held]
      .filter(({ space }) => space.fingerprint === fingerprint)
      .flatMap(({ jobs }) => jobs.map(({ row }) => row));
  const fits = ({ space }: Batch): boolean =>
    [...held].every((each) => each.space.fingerprint === space.fingerprint);
  const oneEnds = (): Promise<void> => new Promise((resolve) => waiting.push(resolve));

  return {
    rows,
    begin: async (look) => {
      const found = last.then(async () => {
        let batch = await look(rows);
        while (batch && !fits(batch)) {
          if (held.size > 0) await oneEnds();
          batch = await look(rows);
        }
        if (batch) held.add(batch);
        return batch;
      });
      last = found.catch(() => undefined);
      return found;
    },
    end: (batch) => {
      held.delete(batch);
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
