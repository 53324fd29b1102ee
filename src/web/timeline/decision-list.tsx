import { StatusBadge, Time } from '#web/parts';
import type { ChainMember } from '#src/client/timeline';
import type { View } from '#src/web/visit';
import { recordPath } from '#src/web/words';

import { byMonth, successorsIn } from './by-month.ts';

/** Decisions under their months, the latest first: the same as the drawing, in words. */
export const DecisionList = ({ items }: { readonly items: readonly ChainMember[] }): View => {
  const successorOf = successorsIn(items);
  return (
    <div class="months">
      {byMonth(items).map(({ name, decisions }) => (
        <section class="month">
          <h2>{name}</h2>
          <ol>
            {decisions.map((decision) => (
              <Decision decision={decision} successor={successorOf(decision)} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
};

interface DecisionProps {
  readonly decision: ChainMember;
  readonly successor: ChainMember | undefined;
}

const Decision = ({ decision, successor }: DecisionProps): View => (
  <li class={decision.holds ? 'is-held' : 'is-over'}>
    <a href={recordPath(decision)} data-result>
      {decision.title}
    </a>
    <span class="meta">
      {decision.status === null ? null : <StatusBadge status={decision.status} />}
      {decision.date === null ? null : <Time value={decision.date} />}
      <span>{decision.repos.join(', ')}</span>
    </span>
    {successor ? (
      <span class="successor">
        Superseded by <a href={recordPath(successor)}>{successor.title}</a>
      </span>
    ) : null}
  </li>
);
