import { shortName } from '#src/cli/kinds';
import type { KindDescription } from '#src/client/types';
import type { Precedent, Precedents } from '#src/operations/precedents-types';

import type { Style } from './style.ts';
import { count, oneLine, wrap } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
  readonly kinds: readonly KindDescription[];
}

const LISTS = {
  near_duplicates: 'They say nearly the same',
  may_contradict: 'They may contradict it',
  related: 'They are about the same subject',
} as const satisfies Readonly<Partial<Record<keyof Precedents, string>>>;

const INDENT = '  ';

/** Each list that is not empty under its heading, and what the draft was held against. */
export function renderPrecedents(found: Precedents, options: Options): string {
  const { style, width } = options;
  const lists = (Object.keys(LISTS) as (keyof typeof LISTS)[])
    .filter((name) => found[name].length > 0)
    .map((name) =>
      [
        style.strong(LISTS[name]),
        ...found[name].map((precedent) => renderPrecedent(precedent, options)),
      ].join('\n\n'),
    );
  const notes = found.degraded.flatMap(({ reason }) =>
    wrap(oneLine(`Compared by words alone: ${reason}`), width).map(style.warn),
  );
  return [...lists, [style.dim(summaryOf(found, lists.length)), ...notes].join('\n')].join('\n\n');
}

function summaryOf({ compared }: Precedents, lists: number): string {
  if (compared === 0) return 'No past decision is stored that it could be held against.';
  const against = `held against ${count(compared, 'past decision')}`;
  return lists === 0 ? `Nothing like it: ${against}.` : against;
}

/** Title, what and where it is, why it is told, and what holds in its place. */
function renderPrecedent(precedent: Precedent, { style, width, kinds }: Options): string {
  const { title, why, current } = precedent;
  const room = width - INDENT.length;
  const now = current
    ? [`now: ${shortName(current.kind, kinds)} ${current.id} ${current.title}`]
    : [];
  return [
    ...wrap(oneLine(title), room).map(style.strong),
    ...wrap(oneLine(metaOf(precedent, kinds)), room).map(style.dim),
    ...now.flatMap((text) => wrap(oneLine(text), room)).map(style.warn),
    ...wrap(oneLine(why), room),
  ]
    .map((text) => INDENT + text)
    .join('\n');
}

/** `decision DEC-004 · accepted · 2025-11-12 · core:docs/adr/0004.md · similarity 0.71` */
function metaOf(precedent: Precedent, kinds: readonly KindDescription[]): string {
  const { kind, id, status, date, repos, path, similarity } = precedent;
  return [
    `${shortName(kind, kinds)} ${id}`,
    status,
    date,
    [repos.join(', '), path].filter(Boolean).join(':'),
    similarity === null ? null : `similarity ${similarity.toFixed(2)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
