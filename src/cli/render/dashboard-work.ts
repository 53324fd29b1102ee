import type { Dashboard, Named, Some } from '#src/operations/statistics-types';

import { inLine, number, row, type CountsOptions } from './counts.ts';
import { oneLine, truncate } from './text.ts';

/** A part of the dashboard as text; empty when it has nothing to say. */
export type Part = (dashboard: Dashboard, options: CountsOptions) => string;

/** Records, values and contexts that a part shows. */
export const NAMED = 5;

/** What is in work, held up and forgotten, and what is open. */
export const work: Part = ({ tasks, sessions, issues, decisions }, options) => {
  const { style } = options;
  const { active, blocked, stale, by_context: contexts } = tasks;
  const lines = [
    ...some('active', active, options),
    ...some('blocked', blocked, options),
    ...some(`${stale.days} d stale`, stale, options),
    ...(contexts.some(({ context }) => context !== null)
      ? [row(style, 'contexts', contextLine(contexts))]
      : []),
    ...some('sessions', sessions.current, options),
    ...(issues.open > 0
      ? [row(style, 'open issues', `${number(issues.open)}: ${inLine(issues.by_severity)}`)]
      : []),
    ...(decisions.total > 0 ? [row(style, 'decisions', inLine(decisions.by_status))] : []),
  ];
  return lines.length > 0 ? [style.strong('work'), ...lines].join('\n') : '';
};

/** How many, and the first of them by name. */
function some(name: string, { total, items }: Some, { style, width }: CountsOptions): string[] {
  if (total === 0) return [];
  const named = items
    .slice(0, NAMED)
    .map((item) => `             ${truncate(nameOf(item), width - 13)}`);
  const rest =
    total > named.length
      ? [style.dim(`             and ${number(total - named.length)} more`)]
      : [];
  return [row(style, name, number(total)), ...named, ...rest];
}

const nameOf = ({ id, title }: Named): string => oneLine(title === id ? id : `${id} ${title}`);

const contextLine = (contexts: Dashboard['tasks']['by_context']): string =>
  contexts
    .filter(({ open }) => open > 0)
    .slice(0, NAMED)
    .map(({ context, name, open }) => `${name ?? context ?? '(none)'} ${number(open)} open`)
    .join(' · ');
