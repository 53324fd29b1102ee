import type { HitExplanation, LegExplanation, Placement } from '#src/search/explain-types';
import type { Hit } from '#src/search/types';
import type { View } from '#src/web/visit';

import { matchedWords } from './matched-words.ts';

interface WhyProps {
  readonly hit: Hit;
  /** What fills its bar: `scaleOf` all hits. */
  readonly scale: number;
}

/** Why a hit is here: how it ranks by its words and by its meaning, and the passage that says so. */
export const Why = ({ hit, scale }: WhyProps): View | null => {
  const short = shortOf(hit);
  if (short.length === 0) return null;
  const { explain, passage, snippet } = hit;
  const words = matchedWords(snippet);
  return (
    <details class="why">
      <summary>
        {explain ? <Shares {...explain} scale={scale} /> : null}
        {short.join(' · ')}
      </summary>
      <dl>
        <Leg name="Words" leg={explain?.keyword} detail={words.join(', ')} />
        <Leg name="Meaning" leg={explain?.vector} detail={similarityOf(hit)} />
        {explain?.placed ? <Fact name="Place" text={placeOf(explain.placed)} /> : null}
        {passage ? <Fact name="Passage" text={passage.text} /> : null}
      </dl>
    </details>
  );
};

/** `words #2 · meaning #1 · similarity 0.71` */
const shortOf = (hit: Hit): readonly string[] => [
  ...(hit.ranks.keyword === null ? [] : [`words #${hit.ranks.keyword}`]),
  ...(hit.ranks.vector === null ? [] : [`meaning #${hit.ranks.vector}`]),
  ...(hit.similarity === null ? [] : [similarityOf(hit)]),
];

const similarityOf = ({ similarity }: Hit): string =>
  similarity === null ? '' : `similarity ${similarity.toFixed(2)}`;

/** Units of the drawing. */
const BAR = { width: 48, height: 6 } as const;

const gainOf = (leg: LegExplanation | null): number => Math.max(0, leg?.contribution ?? 0);

/** The most that words and meaning add to the score of one of some hits. */
export const scaleOf = (hits: readonly Hit[]): number =>
  Math.max(
    ...hits.map(
      ({ explain }) => gainOf(explain?.keyword ?? null) + gainOf(explain?.vector ?? null),
    ),
    Number.MIN_VALUE,
  );

/** How much of the score is owed to words, and how much to meaning; less than average is nothing. */
const Shares = ({ keyword, vector, scale }: HitExplanation & { readonly scale: number }): View => {
  const widthOf = (leg: LegExplanation | null): number =>
    Math.round((gainOf(leg) / scale) * BAR.width);
  const [words, meaning] = [widthOf(keyword), widthOf(vector)];
  return (
    <svg class="shares" viewBox={`0 0 ${BAR.width} ${BAR.height}`} aria-hidden="true">
      <rect class="share-rest" width={BAR.width} height={BAR.height} />
      <rect class="share-words" width={words} height={BAR.height} />
      <rect class="share-meaning" x={words} width={meaning} height={BAR.height} />
    </svg>
  );
};

interface LegProps {
  readonly name: string;
  readonly leg: LegExplanation | null | undefined;
  readonly detail: string;
}

const Leg = ({ name, leg, detail }: LegProps): View | null => {
  if (!leg) return null;
  const rank = leg.rank === null ? 'not among those found' : `rank ${leg.rank}`;
  const adds = `adds ${leg.contribution.toFixed(2)} to the score`;
  return <Fact name={name} text={[rank, adds, detail].filter(Boolean).join(' · ')} />;
};

const Fact = ({ name, text }: { readonly name: string; readonly text: string }): View => (
  <div>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </div>
);

function placeOf({ by, below, instead_of: best }: Placement): string {
  if (by === 'exact') return 'First: the question names it.';
  return below
    ? `Directly below ${below.title}, which has taken its place.`
    : `Where ${best?.title ?? 'the best of its chain'} would be: they are one chain of decisions.`;
}
