import type { FacetAnswer, Facets, Narrowing } from '#src/search/facet-types';

import { number } from './counts.ts';
import type { Style } from './style.ts';
import { oneLine, pad, widthOf, wrapWords } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

const NAME = 10;

/**
 * A facet on each line, those that nothing has left out: `status    accepted 12 · proposed 3 · none 2`;
 * and below them what to add to narrow by the first value of each.
 */
export function renderFacets(facets: Facets, options: Options): string {
  const shown = Object.entries(facets).filter(([, { values }]) => values.length > 0);
  const lines = shown.map(([name, answer]) => renderFacet(name, answer, options));
  const examples = shown.flatMap(([, { values }]) => values.slice(0, 1).flatMap(optionFor));
  return [...lines, ...renderNarrowing(examples, options)].join('\n');
}

function renderNarrowing(
  examples: readonly string[],
  { style, width }: Options,
): readonly string[] {
  if (examples.length === 0) return [];
  const words = ['narrow by', ...examples].map((shown) => ({ shown, width: widthOf(shown) }));
  return wrapWords(words, width).map(style.dim);
}

/** What the command takes: `-f status=accepted`. */
function optionFor({ query }: Narrowing): readonly string[] {
  if (query === null) return [];
  return [...new URLSearchParams(query)].map(
    ([name, value]) => `-f ${quoted(oneLine(`${name}=${value}`))}`,
  );
}

/** As a shell takes it for one word. */
const quoted = (word: string): string =>
  /^[\w.,:/@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

function renderFacet(name: string, answer: FacetAnswer, { style, width }: Options): string {
  const parts = partsOf(answer);
  const words = parts.map((part, at) => (at < parts.length - 1 ? `${part} ·` : part));
  const lines = wrapWords(
    words.map((shown) => ({ shown, width: widthOf(shown) })),
    Math.max(NAME, width - NAME),
  );
  return lines.map((line, at) => style.dim(pad(at === 0 ? name : '', NAME)) + line).join('\n');
}

const partsOf = ({ values, other, none }: FacetAnswer): readonly string[] => [
  ...values.map(({ value, count }) => `${oneLine(String(value)) || '""'} ${number(count)}`),
  ...(other.values > 0 ? [`and ${number(other.values)} more (${number(other.count)})`] : []),
  ...(none.count > 0 ? [`none ${number(none.count)}`] : []),
];
