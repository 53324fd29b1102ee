import type { FacetAnswer, Facets } from '#src/search/facet-types';

import { number } from './counts.ts';
import type { Style } from './style.ts';
import { oneLine, pad, widthOf, wrapWords } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

const NAME = 10;

/** A facet on each line, those that nothing has left out: `status    accepted 12 · proposed 3 · none 2`. */
export function renderFacets(facets: Facets, options: Options): string {
  const shown = Object.entries(facets).filter(([, { values }]) => values.length > 0);
  return shown.map(([name, answer]) => renderFacet(name, answer, options)).join('\n');
}

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
  ...(other > 0 ? [`and ${number(other)} more`] : []),
  ...(none > 0 ? [`none ${number(none)}`] : []),
];
