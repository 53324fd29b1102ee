import type { Child } from 'hono/jsx';

import type { View } from '#src/web/visit';
import { figure } from '#src/web/words';

export interface FigureProps {
  readonly title: string;
  /** What the plot shows in a sentence, for who cannot see it and for who wants to know. */
  readonly summary: Child;
  readonly legend?: readonly LegendEntry[];
  /** The same as a table. */
  readonly table: View;
  readonly children?: Child;
}

export interface LegendEntry {
  readonly name: string;
  readonly tone: string;
  readonly href?: string;
  readonly amount: number;
}

/**
 * A plot with its title, what it says, its legend, and its numbers as a table. The drawing itself is
 * for the eye: whoever reads otherwise gets the sentence and the table, which has the same links.
 */
export const Figure = ({ title, summary, legend = [], table, children }: FigureProps): View => (
  <figure class="plot">
    <figcaption>
      <h2>{title}</h2>
      <p class="plot-summary">{summary}</p>
    </figcaption>
    {children}
    {legend.length === 0 ? null : <Legend entries={legend} />}
    <details class="plot-table">
      <summary>
        As a table<span class="hidden-text">: {title}</span>
      </summary>
      <div class="plot-table-frame" tabindex={0} role="group" aria-label={`${title}, as a table`}>
        {table}
      </div>
    </details>
  </figure>
);

const Legend = ({ entries }: { readonly entries: readonly LegendEntry[] }): View => (
  <ul class="legend">
    {entries.map(({ name, tone, href, amount }) => (
      <li>
        <svg class={`swatch ${tone}`} width="12" height="12" aria-hidden="true">
          <rect width="12" height="12" rx="2.5" />
        </svg>
        {href === undefined ? <span>{name}</span> : <a href={href}>{name}</a>}
        <span class="muted">{figure(amount)}</span>
      </li>
    ))}
  </ul>
);

/** A bar of a length in percents of its row. */
export const Bar = ({ length, tone }: { readonly length: number; readonly tone: string }): View => (
  <svg class={`bar ${tone}`} width="100%" height="10" aria-hidden="true">
    <rect class="bar-track" width="100%" height="100%" rx="3" />
    {length > 0 ? <rect class="bar-fill" width={`${length}%`} height="100%" rx="3" /> : null}
  </svg>
);
