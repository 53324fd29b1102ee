import type {
  DependenciesResponse,
  Dependency,
  RelatedGroup,
  RelatedItem,
  RelatedResponse,
} from '#src/client/relations';
import type { KindDescription } from '#src/client/types';

import { inline } from './records.ts';
import type { Style } from './style.ts';
import { table, type Column } from './table.ts';
import { count, oneLine } from './text.ts';

interface Options {
  readonly style: Style;
  /** Cells of a table's line; may be Infinity. */
  readonly tableWidth: number;
  readonly kinds: readonly KindDescription[];
}

/** Groups one below the other, each with its relation as the heading. */
export function renderRelated(response: RelatedResponse, options: Options): string {
  const { style } = options;
  const groups = response.groups.map((group) => renderGroup(group, options));
  const missing = response.missing.map(({ relation, kinds, id }) =>
    style.warn(`missing: ${relation} ${oneLine(id)} (no ${kinds.join(' or ')} has this id)`),
  );
  const parts = [...groups, ...(missing.length > 0 ? [missing.join('\n')] : [])];
  return [
    headOf(response, options),
    ...(parts.length > 0 ? parts : [style.dim('Nothing is related to it.')]),
  ].join('\n\n');
}

type Head = Pick<RelatedResponse, 'kind' | 'id' | 'title'>;

const headOf = ({ kind, id, title }: Head, { style, kinds }: Options): string =>
  `${style.strong(oneLine(title))}\n${style.dim(`${labelOf(kind, kinds)} ${id}`)}`;

const labelOf = (name: string, kinds: readonly KindDescription[]): string =>
  kinds.find((kind) => kind.name === name)?.label ?? name;

function renderGroup(group: RelatedGroup, options: Options): string {
  const { relation, kind, total, items } = group;
  const shown = items.length < total ? `, the first ${items.length}` : '';
  const heading = `${relation} (${count(total, labelOf(kind, options.kinds))}${shown})`;
  return [
    options.style.strong(heading),
    renderItems(items, options),
    ...items.flatMap((item) => renderInner(item, options)),
  ].join('\n');
}

/** What is told with an item stands below the table, a step to the right. */
const renderInner = (item: RelatedItem, options: Options): readonly string[] =>
  (item.related ?? []).flatMap((group) =>
    renderGroup(group, { ...options, tableWidth: options.tableWidth - 2 })
      .split('\n')
      .map((text) => `  ${text}`),
  );

const TEXTS: Readonly<Record<string, (item: RelatedItem) => unknown>> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  status: ({ status }) => status,
  severity: ({ severity }) => severity,
  priority: ({ priority }) => priority,
  date: ({ date }) => (typeof date === 'string' ? date.slice(0, 10) : date),
};

const columnsOf = (names: readonly string[]): readonly Column[] =>
  names.map((heading) => ({
    heading,
    flexible: heading === 'title',
    optional: heading === 'date',
  }));

const renderItems = (items: readonly RelatedItem[], { style, tableWidth }: Options): string =>
  table(
    columnsOf(Object.keys(TEXTS)),
    items.map((item) => Object.values(TEXTS).map((text) => inline(text(item)))),
    { style, width: tableWidth },
  );

/** What it waits for, what waits for it, and what is wrong with that. */
export function renderDependencies(response: DependenciesResponse, options: Options): string {
  const { depends_on: before, blocks, open, missing } = response;
  const { style } = options;
  const notes = [
    ...response.cycles.map((cycle) => `cycle: ${ringOf(cycle.map(({ id }) => id))}`),
    ...missing.map(({ id, via }) => `missing: ${oneLine(id)} (named by ${via.id})`),
    ...(response.truncated ? ['There is more beyond this depth.'] : []),
  ];
  return [
    headOf(response, options),
    renderChain(`depends on ${before.length}, ${open.length} of them open`, before, options),
    renderChain(`blocks ${blocks.length}`, blocks, options),
    ...(notes.length > 0 ? [notes.map((note) => style.warn(note)).join('\n')] : []),
  ].join('\n\n');
}

/** `A → B → A`. */
const ringOf = (ids: readonly string[]): string => [...ids, ids[0] ?? ''].join(' → ');

function renderChain(
  heading: string,
  chain: readonly Dependency[],
  { style, tableWidth }: Options,
): string {
  if (chain.length === 0) return style.strong(heading);
  const rows = chain.map((item) => [
    String(item.depth),
    item.id,
    item.title,
    inline(item.status),
    item.depth > 1 ? item.via.id : '',
  ]);
  const columns = columnsOf(['depth', 'id', 'title', 'status', 'through']);
  return [style.strong(heading), table(columns, rows, { style, width: tableWidth })].join('\n');
}
