import type { View } from '#src/web/visit';
import { figure } from '#src/web/words';

import type { Column, ColumnPlot } from './columns.ts';
import type { Period } from './periods.ts';

interface ColumnsProps {
  readonly plot: ColumnPlot;
  /** By series: its colour and what it is called. */
  readonly series: readonly { readonly name: string; readonly tone: string }[];
  /** What the axis of counts is of: "issues". */
  readonly noun: string;
  /** Where the records of a block are listed. */
  readonly hrefOf: (series: number, period: Period) => string;
}

/** Heights in pixels; widths are percents, so that the page stretches the plot and not its letters. */
const HEIGHT = 200;

/** Columns over time with both axes. For the eye alone: the figure around it says the same in words. */
export const Columns = (props: ColumnsProps): View => (
  <div class="columns" aria-hidden="true">
    <p class="axis-title">{props.noun}</p>
    <svg class="axis-y" width="40" height={HEIGHT} overflow="visible">
      {props.plot.ticks.map(({ value, at }) => (
        <text x="34" y={`${at}%`} dy="0.32em" text-anchor="end">
          {figure(value)}
        </text>
      ))}
    </svg>
    <svg class="plot-area" width="100%" height={HEIGHT} overflow="visible">
      {props.plot.ticks.map(({ at }) => (
        <line class="grid" x1="0" x2="100%" y1={`${at}%`} y2={`${at}%`} />
      ))}
      {props.plot.columns.map((column) => (
        <ColumnStack {...props} column={column} />
      ))}
    </svg>
    <svg class="axis-x" width="100%" height="40" overflow="visible">
      {props.plot.columns
        .filter(({ label }) => label !== 'never')
        .map(({ middle, label, period }) => (
          <text
            class={label === 'wide' ? 'wide-only' : undefined}
            x={`${middle}%`}
            y="16"
            text-anchor="middle"
          >
            {period.label}
          </text>
        ))}
      {props.plot.groups.map(({ text, left }) => (
        <text class="axis-group" x={`${left}%`} y="34">
          {text}
        </text>
      ))}
    </svg>
  </div>
);

/** The whole height takes the pointer, so that low columns can be asked too. */
const ColumnStack = ({
  column,
  series,
  hrefOf,
}: ColumnsProps & { readonly column: Column }): View => {
  const { period, left, width, blocks } = column;
  return (
    <g class="column">
      <rect class="column-back" x={`${left}%`} width={`${width}%`} y="0" height="100%">
        <title>{`${nameOf(period)}: ${figure(column.total)}`}</title>
      </rect>
      {blocks.map(({ series: at, count, top, height }) => (
        <a href={hrefOf(at, period)} tabindex={-1}>
          <rect
            class={series[at]?.tone}
            x={`${left}%`}
            width={`${width}%`}
            y={`${top}%`}
            height={`${height}%`}
          >
            <title>{`${series[at]?.name ?? ''}, ${nameOf(period)}: ${figure(count)}`}</title>
          </rect>
        </a>
      ))}
    </g>
  );
};

/** `Nov 2025`, `20 Nov 2025`, `2025 W47` */
export const nameOf = ({ label, group, key }: Period): string =>
  key.includes('W') ? `${group} ${label}` : [label, group].filter(Boolean).join(' ');
