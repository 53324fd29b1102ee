import type { Embedder, Embedders, Loadable, Use } from './embedder.ts';

/** Makes an embedder that loads nothing yet; undefined for a model that is not known. */
export type MakeEmbedder = (model: string, use: Use) => Promise<PooledEmbedder | undefined>;

export type PooledEmbedder = Embedder & Loadable;

export interface EmbedderPool {
  /** Apart from `passages`, so that a question never waits behind a batch of passages. */
  readonly queries: Embedders;
  readonly passages: Embedders;
  /** Closes those of other models that were not among the ones named for a while. Told now and then. */
  keepOnly(models: readonly string[]): Promise<void>;
  readonly closed: boolean;
  /** Of all; none is made from now on. */
  close(): Promise<void>;
}

interface PoolOptions {
  /** Catalog id of the model that a new file begins with. */
  readonly first: string;
  readonly make: MakeEmbedder;
  /**
   * Milliseconds that an embedder outlives the last space of its model: a question that was asked
   * before may still wait for it. Default 30,000.
   */
  readonly grace?: number;
}

interface Pooled {
  readonly model: string;
  readonly made: Promise<PooledEmbedder | undefined>;
  /** Since when nobody has named its model. */
  idleSince?: number;
}

/** Embedders by model and use, each made when it is first asked for. */
export function createEmbedderPool({ first, make, grace = 30_000 }: PoolOptions): EmbedderPool {
  const pooled = new Map<string, Pooled>();
  let closed = false;

  const remove = async (key: string, { made }: Pooled): Promise<void> => {
    pooled.delete(key);
    await (await made)?.close();
  };
  const obtain = async (model: string, use: Use): Promise<PooledEmbedder | undefined> => {
    if (closed) return undefined; // nobody would close one that is made now
    const key = `${use} ${model}`;
    const known = pooled.get(key) ?? { model, made: make(model, use).catch(() => undefined) };
    pooled.set(key, known);
    const embedder = await known.made;
    if (!embedder && pooled.get(key) === known) pooled.delete(key); // it may come to be known
    return embedder;
  };
  return {
    get closed() {
      return closed;
    },
    queries: { first, of: (model) => obtain(model, 'query') },
    passages: { first, of: (model) => obtain(model, 'passage') },
    keepOnly: async (models) => {
      for (const [key, one] of pooled) {
        if (models.includes(one.model)) delete one.idleSince;
        else if (Date.now() - (one.idleSince ??= Date.now()) >= grace) await remove(key, one);
      }
    },
    close: async () => {
      closed = true;
      await Promise.all([...pooled].map(([key, one]) => remove(key, one)));
    },
  };
}
