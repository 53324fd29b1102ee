import { StatusBadge } from '#web/parts';
import type { Hit } from '#src/search/types';
import type { View } from '#src/web/visit';
import { recordPath } from '#src/web/words';

import type { SimilarGroup } from './read-similar.ts';

/** Records that say the like, the most alike first. */
export const SimilarPanel = ({ title, answer, fault }: SimilarGroup): View => (
  <section class="sheet-similar" aria-label={title}>
    <h2>{title}</h2>
    {fault === undefined ? null : <p class="muted">{fault}</p>}
    {answer?.degraded.map(({ reason }) => (
      <p class="muted small">By words only: {reason}</p>
    ))}
    {answer?.hits.length === 0 ? <p class="muted">None.</p> : null}
    <ol>
      {answer?.hits.map((hit) => (
        <SimilarItem hit={hit} />
      ))}
    </ol>
  </section>
);

const SimilarItem = ({ hit }: { readonly hit: Hit }): View => (
  <li class={hit.current ? 'is-over' : undefined}>
    <a href={recordPath(hit)}>{hit.title}</a>
    <span class="meta">
      {hit.status === null ? null : <StatusBadge status={hit.status} />}
      {hit.similarity === null ? null : <Likeness value={hit.similarity} />}
      <span>{hit.source.repos.join(', ')}</span>
    </span>
  </li>
);

/** 0 to 1. */
const Likeness = ({ value }: { readonly value: number }): View => (
  <span class="sheet-likeness">
    <meter min="0" max="1" value={value.toFixed(2)} aria-label="Similarity" />
    {value.toFixed(2)}
  </span>
);
