import type { Change, ChangesPage, FieldChange, RecordHistory } from '#src/client/changes';

import { inline } from './records.ts';
import type { Style } from './style.ts';
import { count, oneLine, truncate } from './text.ts';

interface Options {
  readonly style: Style;
  /** Cells of a line; may be Infinity. */
  readonly width: number;
}

/** `2026-11-21 16:20:03`, in UTC as everywhere. */
const moment = (at: string): string => at.slice(0, 19).replace('T', ' ');

/** A change on a line. */
export function renderChange(change: Change, { style, width }: Options): string {
  const { at, outcome, kind, id, version, changed, who } = change;
  const fields = changed.length > 0 ? `: ${changed.join(', ')}` : '';
  const what = oneLine(`${outcome} ${kind} ${id} (version ${version})${fields} · ${who}`);
  const time = moment(at);
  return `${style.dim(time)}  ${truncate(what, Math.max(20, width - time.length - 2))}`;
}

export function renderChanges({ items, next, begins }: ChangesPage, options: Options): string {
  const { style } = options;
  const lines = items.map((change) => renderChange(change, options));
  const nothing = style.dim(
    `Nothing was written since. Changes are kept from ${moment(begins)} on.`,
  );
  return [...(lines.length > 0 ? lines : [nothing]), style.dim(`go on with --since ${next}`)].join(
    '\n',
  );
}

/** What happened to a record, the latest first; what changed stands below each. */
export function renderHistory(history: RecordHistory, options: Options): string {
  const { items, next } = history;
  const { style } = options;
  const entries = items.flatMap(({ version, outcome, at, who, changes, forgotten }) => [
    `${style.strong(`version ${version}`)}  ${outcome} ${moment(at)} by ${oneLine(who)}${forgotten ? style.dim(' (old values forgotten)') : ''}`,
    ...changes.map((change) => renderField(change, options)),
  ]);
  const more = next === null ? [] : [style.dim(`older ones: --before ${next}`)];
  return [...entries, ...more, ...beginning(history, style)].join('\n');
}

function beginning({ complete, begins, items, next }: RecordHistory, style: Style): string[] {
  if (complete || next !== null) return [];
  const what = items.length === 0 ? 'Nothing was written since' : 'Older versions are not known';
  return [
    style.dim(`${what}: history is kept from ${moment(begins)} on, unless it was forgotten.`),
  ];
}

/** Cells of a value at least, and of both with what stands between them. */
const NARROWEST = 12;

function renderField({ field, from, to }: FieldChange, { width, style }: Options): string {
  const room = Math.max(NARROWEST, Math.floor((width - field.length - 8) / 2));
  const shown = (value: unknown): string => truncate(oneLine(inline(value)) || '(empty)', room);
  return `  ${style.dim(field)}  ${shown(from)} -> ${shown(to)}`;
}

export const forgottenNote = (forgotten: number): string =>
  `forgot what was there before ${count(forgotten, 'change')}`;
