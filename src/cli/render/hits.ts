import { shortName } from '#src/cli/kinds';
import type { KindDescription } from '#src/client/types';
import type { Then } from '#src/search/chain-then';
import type { Hit, SearchResponse, Snippet } from '#src/search/types';

import { renderExplanation, renderHitExplanation, renderPlacement } from './explanation.ts';
import { renderFacets } from './facets.ts';
import type { Style } from './style.ts';
import { renderUnderstood } from './understood.ts';
import { count, oneLine, plain, widthOf, wrap, wrapWords, type Word } from './text.ts';

interface HitsOptions {
  readonly style: Style;
  readonly width: number;
  readonly kinds: readonly KindDescription[];
}

/** An answer for people: hits, how many there are, and what was missing. */
export function renderHits(response: SearchResponse, options: HitsOptions): string {
  const measure = response.mode_used === 'semantic' ? 'closeness' : 'similarity';
  const hits = response.hits.map((hit, at) => renderHit(hit, at + 1, { ...options, measure }));
  const { style, width } = options;
  const notes = [...renderUnderstood(response, options), ...notesOf(response)].map((note) =>
    style.warn(note),
  );
  const why = (response.explain ? renderExplanation(response.explain) : []).flatMap((line) =>
    wrap(line, width).map(style.dim),
  );
  const facets = response.facets ? [renderFacets(response.facets, options)] : [];
  return [
    ...hits,
    ...facets.filter(Boolean),
    [style.dim(summaryOf(response)), ...why, ...notes].join('\n'),
  ].join('\n\n');
}

interface HitOptions extends HitsOptions {
  /** The figure that is shown: where meaning alone ranks, the one that it ranks by. */
  readonly measure: 'similarity' | 'closeness';
}

/** One hit: title, what and when, where, and the matching text. */
function renderHit(hit: Hit, rank: number, options: HitOptions): string {
  const { style, width, kinds } = options;
  const number = `${rank}. `;
  const indent = ' '.repeat(number.length);
  const room = width - indent.length;
  const title = wrap(oneLine(hit.title), room).map(style.strong);
  const meta = wrap(metaOf(hit, options), room).map(style.dim);
  const place = wrap(placeOf(hit), room).map(style.dim);
  const standing = standingOf(hit, kinds)
    .flatMap((note) => wrap(note, room))
    .map(style.warn);
  const snippet = wrapWords(markedWords(hit.snippet, style), room);
  const why = explained(hit)
    .flatMap((line) => wrap(oneLine(line), room))
    .map(style.dim);
  const [first = '', ...rest] = [...title, ...meta, ...standing, ...place, ...snippet, ...why];
  return [number + first, ...rest.map((text) => indent + text)].join('\n');
}

const explained = ({ explain }: Hit): readonly string[] => [
  ...(explain ? [renderHitExplanation(explain)] : []),
  ...(explain?.placed ? [renderPlacement(explain.placed)] : []),
];

/** `decision DEC-004 · exact match · accepted · 2025-11-12 · similarity 0.71`, with `= doc DOC-12…` where both tell it. */
function metaOf(hit: Hit, { kinds, measure }: HitOptions): string {
  const figure = hit[measure];
  const names = [hit, ...(hit.also ?? [])].map(({ kind, id }) => `${shortName(kind, kinds)} ${id}`);
  return [
    names.join(' = '),
    hit.exact ? 'exact match' : null,
    hit.status,
    hit.date?.slice(0, 10),
    figure === null ? null : `${measure} ${figure.toFixed(2)}`,
  ]
    .filter(Boolean)
    .map((part) => oneLine(part as string))
    .join(' · ');
}

/** `now: decision DEC-007 Keep sessions in Redis`, and how it was on the day that was asked for. */
const standingOf = (
  { current, then }: Hit,
  kinds: readonly KindDescription[],
): readonly string[] => [
  ...(then ? [`then: ${THEN[then.state](then)}`] : []),
  ...(current
    ? [
        oneLine(
          `${then ? 'instead' : 'now'}: ${shortName(current.kind, kinds)} ${current.id} ${current.title}`,
        ),
      ]
    : []),
];

/** Dates are all that is known of what was: a state has none of its own. */
const THEN: Readonly<Record<Then['state'], (then: Then) => string>> = {
  held: ({ until }) => (until === null ? 'it held' : `it held, until ${until}`),
  proposed: () => 'not decided, as today',
  replaced: ({ until }) => (until === null ? 'it was replaced' : `it was replaced on ${until}`),
  over: () => 'over; since when is not known',
};

/** `meridian-core:docs/decisions/0003-one-file.md › Context` */
function placeOf({ source, passage }: Hit): string {
  const file = source.path === null ? [] : [source.path];
  const place = [source.repos.join(', '), ...file].filter(Boolean).join(':');
  return oneLine([place, ...(passage?.heading ?? [])].filter(Boolean).join(' › '));
}

function markedWords({ text, highlights }: Snippet, style: Style): readonly Word[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    shown: markWord(
      word,
      highlights.map(([start, end]) => [start - index, end - index]),
      style,
    ),
    width: widthOf(plain(word)),
  }));
}

/** Marks the ranges (relative to the word) that touch it. */
function markWord(word: string, ranges: readonly (readonly number[])[], style: Style): string {
  let shown = '';
  let at = 0;
  for (const [start = 0, end = 0] of ranges) {
    const from = Math.max(at, start);
    const to = Math.min(word.length, end);
    if (to <= from) continue;
    shown += plain(word.slice(at, from)) + style.mark(plain(word.slice(from, to)));
    at = to;
  }
  return shown + plain(word.slice(at));
}

function summaryOf({ total, hits, mode_used, took_ms, next_cursor }: SearchResponse): string {
  if (total === 0) return 'Nothing matches. Try other words, fewer filters, or more kinds.';
  const part = hits.length < total ? `${hits.length} of ` : '';
  const matching = part + count(total, 'matching record');
  const counted =
    {
      keyword: matching,
      filter: `${matching}, newest first`,
      hybrid: undefined,
      semantic: undefined,
    }[mode_used] ?? `${hits.length} of ${total} in scope, best first`;
  const pages = next_cursor === null ? '' : `\nnext page: --cursor ${next_cursor}`;
  return `${counted} · ${mode_used} · ${Math.round(took_ms)} ms${pages}`;
}

function notesOf({ degraded, index }: SearchResponse): readonly string[] {
  return [
    ...degraded.map(({ leg, reason }) => oneLine(`Without ${LEGS[leg]}: ${reason}`)),
    ...(index.pending > 0
      ? [`${count(index.pending, 'record')} not embedded yet, found by their words alone.`]
      : []),
    ...(index.failed > 0
      ? [`${count(index.failed, 'record')} could not be embedded; see \`workspace status\`.`]
      : []),
  ];
}

const LEGS = { vector: 'ranking by meaning', keyword: 'ranking by words' } as const;
