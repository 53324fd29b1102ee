import { kindOf } from '#src/kinds/index';
import type { Hit } from '#src/search/types';
import type { View } from '#src/web/visit';
import { recordPath } from '#src/web/words';
import { KindBadge, StatusBadge, Time } from '#web/parts';

import { Marked } from './marked.tsx';
import { Why } from './why.tsx';

interface HitProps {
  readonly hit: Hit;
  /** Of all hits beside it: `scaleOf`. */
  readonly scale: number;
  /** Whether what holds in its place stands above it. */
  readonly isBelowItsHead?: boolean;
}

/** One hit: what it is, where from, the text that matches, and why it is here. */
export const HitCard = ({ hit, scale, isBelowItsHead = false }: HitProps): View => (
  <article class={`hit${hit.current ? ' is-past' : ''}`}>
    <p class="meta">
      <KindBadge kind={hit.kind} />
      {hit.status === null ? null : <StatusBadge status={hit.status} />}
      {hit.date === null ? null : <Time value={hit.date} />}
      {hit.exact ? <span class="exact">exact match</span> : null}
      <span class="id">{namesOf(hit).join(' = ')}</span>
    </p>
    {hit.current && !isBelowItsHead ? (
      <p class="current">
        Holds now: <a href={recordPath(hit.current)}>{hit.current.title}</a>
      </p>
    ) : null}
    <h2>
      <a href={recordPath(hit)} data-hit>
        {hit.title}
      </a>
    </h2>
    <Place hit={hit} />
    <p class="snippet">
      <Marked {...hit.snippet} />
    </p>
    <Why hit={hit} scale={scale} />
  </article>
);

/** Ids of the hit and of those that it stands for, as far as people use them: no hashes. */
const namesOf = (hit: Hit): readonly string[] =>
  [hit, ...(hit.also ?? [])]
    .filter(({ kind }) => SPOKEN_IDS.has(kindOf(kind).id.style))
    .map(({ id }) => id);

const SPOKEN_IDS: ReadonlySet<string> = new Set(['counter', 'given']);

/** `meridian-core:docs/decisions/0003.md › Context` */
const Place = ({ hit: { source, passage } }: { readonly hit: Hit }): View | null => {
  const file = [source.repos.join(', '), ...(source.path === null ? [] : [source.path])];
  const parts = [file.filter(Boolean).join(':'), ...(passage?.heading ?? [])].filter(Boolean);
  if (parts.length === 0) return null;
  return <p class="place">{parts.join(' › ')}</p>;
};
