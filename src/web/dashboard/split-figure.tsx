import { listHref } from '#src/web/list/list-query';
import { barLengths } from '#src/web/plots/bars';
import type { View } from '#src/web/visit';
import { capital, figure, plural, spoken } from '#src/web/words';
import { Bar } from '#web/plots/figure';

import type { SplitPlot } from './splits.ts';

/** Records by value as bars. It is a table already, with a bar in each row. */
export const SplitFigure = ({ plot }: { readonly plot: SplitPlot }): View => {
  const { plan, rows, others } = plot;
  const lengths = barLengths(rows);
  const id = `split-${plan.title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  return (
    <section class="plot split">
      <h2 id={id}>
        <a href={listHref(plan.kind, { filters: plot.filters })}>{plan.title}</a>
      </h2>
      <table class="bars" aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{capital(spoken(plan.by))}</th>
            <th scope="col" class="numeric" colspan={2}>
              {plan.sum?.unit ?? plural(plan.noun)}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, amount, tone, filters }, at) => (
            <tr>
              <th scope="row">
                <a href={listHref(plan.kind, { filters })}>{spoken(name)}</a>
              </th>
              <td>
                <Bar length={lengths[at] ?? 0} tone={tone} />
              </td>
              <td class="numeric">{shown(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {others.values === 0 ? null : (
        <p class="muted small">
          and {figure(others.values)} more values with {shown(others.amount)} together
        </p>
      )}
    </section>
  );
};

/** Money and the like to the hundredth. */
const shown = (amount: number): string => figure(Math.round(amount * 100) / 100);
