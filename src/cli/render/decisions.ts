import { shortName } from '#src/cli/kinds';
import type { ChainMember, ChainResponse } from '#src/client/relations';
import type { TimelineResponse } from '#src/client/timeline';
import type { KindDescription } from '#src/client/types';

import { inLine, row } from './counts.ts';
import type { Style } from './style.ts';
import { table, type Column } from './table.ts';
import { count, oneLine } from './text.ts';

interface Options {
  readonly style: Style;
  /** Cells of a table's line; may be Infinity. */
  readonly tableWidth: number;
  readonly kinds: readonly KindDescription[];
}

type Key = Pick<ChainMember, 'kind' | 'id'>;

/** Whether a record holds, and the chain that it is in. */
export function renderDecisionChain(response: ChainResponse, options: Options): string {
  const { members } = response;
  const says = oneLine(standingOf(response, options));
  if (members.length === 0) return `${says}\n${options.style.dim('It is in no chain.')}`;
  return [says, '', tableOf(members, options)].join('\n');
}

function standingOf(response: ChainResponse, { kinds }: Options): string {
  const { holds, current } = response;
  const name = nameOf(response, kinds);
  if (holds === null) return `${name} is no decision.`;
  if (holds) return `${name} holds.`;
  const instead = current ? ` Now: ${nameOf(current, kinds)} ${current.title}` : '';
  return `${name} does not hold.${instead}`;
}

/** A table of decisions, how many there are, and how they are spread. */
export function renderTimeline(response: TimelineResponse, options: Options): string {
  const { as_of: day, total, items, counts } = response;
  const { style } = options;
  const when = day === undefined ? '' : `, as of ${day}`;
  const shown = items.length < total ? `${String(items.length)} of ` : '';
  if (total === 0) return style.dim(`No decision matches${when}.`);
  const spread = Object.entries(counts)
    .filter(([, buckets]) => buckets.length > 0)
    .map(([name, buckets]) => row(style, name, inLine(buckets)));
  return [
    tableOf(items, options),
    '',
    style.dim(`${shown}${count(total, 'decision')}${when}`),
    ...spread,
  ].join('\n');
}

const CELLS: Readonly<
  Record<string, (member: ChainMember, kinds: readonly KindDescription[]) => string>
> = {
  date: ({ date }) => date ?? '',
  decision: ({ also, ...own }, kinds) =>
    [own, ...(also ? [also] : [])].map((each) => nameOf(each, kinds)).join(' = '),
  title: ({ title }) => title,
  status: ({ status }) => status ?? '',
  holds: ({ holds }) => (holds ? 'yes' : 'no'),
  repos: ({ repos }) => repos.join(', '),
  supersedes: ({ supersedes }) => [...new Set(supersedes.map(({ id }) => id))].join(', '),
};

const OPTIONAL: ReadonlySet<string> = new Set(['repos', 'supersedes']);

const COLUMNS: readonly Column[] = Object.keys(CELLS).map((heading) => ({
  heading,
  flexible: heading === 'title',
  optional: OPTIONAL.has(heading),
}));

const tableOf = (members: readonly ChainMember[], { style, tableWidth, kinds }: Options): string =>
  table(
    COLUMNS,
    members.map((member) => Object.values(CELLS).map((cell) => cell(member, kinds))),
    { style, width: tableWidth },
  );

const nameOf = ({ kind, id }: Key, kinds: readonly KindDescription[]): string =>
  `${shortName(kind, kinds)} ${id}`;
