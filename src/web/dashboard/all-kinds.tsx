import type { Bucket, Dashboard } from '#src/operations/statistics-types';
import { listHref } from '#src/web/list/list-query';
import { barLengths } from '#src/web/plots/bars';
import { moved } from '#src/web/plots/periods';
import type { View } from '#src/web/visit';
import { figure, kindTitle } from '#src/web/words';

const DAYS = 30;

/** Every kind that holds records: how many, and how many came in each of the last days. */
export const AllKinds = ({ kinds, at }: Dashboard): View => (
  <section class="plot all-kinds">
    <h2>All that is kept</h2>
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Records</th>
          <th scope="col" class="numeric">
            in all
          </th>
          <th scope="col">last {DAYS} days</th>
        </tr>
      </thead>
      <tbody>
        {Object.values(kinds).map(({ kind, total, by }) => (
          <tr>
            <th scope="row">
              <a href={listHref(kind, { filters: [] })}>{kindTitle(kind)}</a>
            </th>
            <td class="numeric">{figure(total)}</td>
            <td>
              <Days counts={daily(by['day'] ?? [], at)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

/** A day without records has no bucket. */
function daily(buckets: readonly Bucket[], at: string): readonly number[] {
  const counts = new Map(buckets.map(({ value, count }) => [value, count]));
  const today = Date.parse(at.slice(0, 10));
  return Array.from({ length: DAYS }, (_, back) => {
    const day = new Date(moved(today, 'day', back - DAYS + 1)).toISOString().slice(0, 10);
    return counts.get(day) ?? 0;
  });
}

const Days = ({ counts }: { readonly counts: readonly number[] }): View => {
  const sum = counts.reduce((all, each) => all + each, 0);
  if (sum === 0) return <span class="muted">none</span>;
  const heights = barLengths(counts.map((amount) => ({ name: '', amount })));
  const width = 100 / counts.length;
  return (
    <span class="days">
      <svg width="100%" height="22" aria-hidden="true">
        {heights.map((height, at) => (
          <rect
            class={height > 0 ? 'hue-1' : 'day-none'}
            x={`${at * width}%`}
            y={height > 0 ? `${100 - Math.max(8, height)}%` : '94%'}
            width={`${width * 0.75}%`}
            height={height > 0 ? `${Math.max(8, height)}%` : '6%'}
          />
        ))}
      </svg>
      <span class="muted small">{figure(sum)}</span>
    </span>
  );
};
