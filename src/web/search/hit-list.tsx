import type { Hit } from '#src/search/types';
import type { View } from '#src/web/visit';

import { HitCard } from './hit-card.tsx';
import { scaleOf } from './why.tsx';

/** Hits in their order; those of one chain stand together, what holds on top. */
export const HitList = ({ hits }: { readonly hits: readonly Hit[] }): View => {
  const scale = scaleOf(hits);
  return (
    <ol class="hit-list">
      {chainsOf(hits).map(([head, ...past]) => (
        <li>
          <HitCard hit={head} scale={scale} />
          {past.length === 0 ? null : <Past hits={past} scale={scale} />}
        </li>
      ))}
    </ol>
  );
};

interface PastProps {
  readonly hits: readonly Hit[];
  readonly scale: number;
}

const Past = ({ hits, scale }: PastProps): View => (
  <>
    <p class="past-said">has taken the place of</p>
    <ol class="past">
      {hits.map((hit) => (
        <li>
          <HitCard hit={hit} scale={scale} isBelowItsHead />
        </li>
      ))}
    </ol>
  </>
);

type Chain = readonly [head: Hit, ...past: Hit[]];

/** Each hit with those that directly follow it as parts of its chain. */
function chainsOf(hits: readonly Hit[]): readonly Chain[] {
  const chains: [Hit, ...Hit[]][] = [];
  for (const hit of hits) {
    const chain = chains.at(-1);
    if (chain && hit.explain?.placed?.below) chain.push(hit);
    else chains.push([hit]);
  }
  return chains;
}
