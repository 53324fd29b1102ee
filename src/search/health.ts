import type { AnyEmbedder, Embedders } from '#embeddings/embedder';
import type { IndexStatus, SearchIndex, Store } from '#src/store/store';

import { byLegs, LegFault, type Legs } from './legs.ts';
import type { Degradation } from './types.ts';
import { embedderOf, spaceFault } from './vector-leg.ts';

/** Knows which leg cannot answer, for a status line. */
export interface Health {
  /** Told how a question was answered. */
  note(legs: Legs): void;
  /** What a question would be answered without now, and why; empty when both legs work. */
  faults(): Promise<readonly Degradation[]>;
}

interface HealthDeps {
  readonly store: SearchIndex & Pick<Store, 'indexStatus'>;
  readonly embedder?: AnyEmbedder | Embedders;
}

/** Legs that take part in each mode. */
const PARTS: Readonly<Record<Legs['mode'], readonly Degradation['leg'][]>> = {
  hybrid: ['keyword', 'vector'],
  keyword: ['keyword'],
  semantic: ['vector'],
  filter: [],
};

/** Milliseconds that a fault is told when nothing is asked any more. */
const REMEMBERED = 60_000;

/** What the last questions met is remembered; what nobody has asked yet is tried on a few records. */
export function createHealth({ store, embedder }: HealthDeps): Health {
  const known = new Map<Degradation['leg'], Degradation & { readonly at: number }>();
  const tried = byLegs(store);
  return {
    note: ({ mode, degraded }) => {
      for (const leg of PARTS[mode]) known.delete(leg);
      for (const fault of degraded) known.set(fault.leg, { ...fault, at: Date.now() });
    },
    faults: async () => {
      const index = await store.indexStatus();
      const found = [
        await faultOf('keyword', () => tried.matching(FEW, RARE)),
        await faultOf('vector', async () =>
          tryVectors(tried, await embedderOf(embedder, index), index),
        ),
      ].flatMap((fault) => fault ?? []);
      const recent = [...known.values()]
        .filter(
          ({ leg, at }) => Date.now() - at < REMEMBERED && !found.some((each) => each.leg === leg),
        )
        .map(({ leg, reason }) => ({ leg, reason }));
      return [...found, ...recent];
    },
  };
}

/** The first records of a file, as far as they are still there. */
const FEW = { rows: Array.from({ length: 64 }, (_, at) => at + 1), whole: false };
const RARE = { any: [{ text: 'workspacehealthprobe' }], all: [], none: [] };

async function tryVectors(
  store: SearchIndex,
  embedder: AnyEmbedder | undefined,
  index: IndexStatus,
): Promise<void> {
  if (index.space === undefined || index.passages === 0) return;
  const reason = spaceFault(embedder, index);
  if (reason !== undefined) throw new LegFault('vector', new Error(reason));
  const vector = new Float32Array(embedder?.info.dimensions ?? 0).fill(1);
  await store.nearest(FEW, { space: index.space, vector });
}

async function faultOf(
  leg: Degradation['leg'],
  attempt: () => Promise<unknown>,
): Promise<Degradation | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof LegFault) return { leg, reason: error.message };
    throw error;
  }
}
