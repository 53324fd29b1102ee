import type {
  Cancelled,
  Pruned,
  RolledBack,
  SpaceShown,
  UsedModel,
} from '#src/operations/space-types';

import { table, type TableOptions } from './table.ts';
import { count } from './text.ts';

const COLUMNS = [
  { heading: 'state' },
  { heading: 'model' },
  { heading: 'size' },
  { heading: 'passages' },
  { heading: 'index', flexible: true },
  { heading: 'fingerprint', optional: true },
] as const;

/** One line for each space, the one that answers first. */
export function renderSpaces(spaces: readonly SpaceShown[], options: TableOptions): string {
  if (spaces.length === 0) return 'Nothing has been embedded yet.';
  const order = ['current', 'building', 'kept'] as const;
  const sorted = order.flatMap((state) => spaces.filter((space) => space.state === state));
  return table(
    COLUMNS,
    sorted.map((space) => [
      ...[space.state, space.model, String(space.dimensions), String(space.passages)],
      ...[indexOf(space), space.fingerprint],
    ]),
    options,
  );
}

function indexOf({ pending, failed, fault }: SpaceShown): string {
  const parts = [
    pending === 0 ? 'in step' : `${count(pending, 'record')} waiting`,
    ...(failed === 0 ? [] : [`${count(failed, 'record')} failed`]),
    ...(fault === undefined ? [] : [fault]),
  ];
  return parts.join(' · ');
}

export function renderUsed({ outcome, space, records, seconds }: UsedModel): string {
  if (outcome === 'current') return `${space.model} answers.`;
  const time = seconds === null ? '' : `, about ${durationOf(seconds)} on two cores`;
  return `${space.model} is being built: ${count(records, 'record')} to embed${time}. The present model answers until then.`;
}

export const renderRolledBack = ({ space, stale }: RolledBack): string =>
  `${space.model} answers again.${stale === 0 ? '' : ` ${count(stale, 'record')} had changed since, and ${stale === 1 ? 'is' : 'are'} embedded first of all.`}`;

export const renderCancelled = ({ space }: Cancelled): string =>
  space === null ? 'Nothing is being built.' : `${space.model} is not being built any more.`;

export const renderPruned = ({ dropped, passages }: Pruned): string =>
  dropped.length === 0
    ? 'No former vectors are kept.'
    : `${count(passages, 'passage')} of ${dropped.map(({ model }) => model).join(', ')} are gone.`;

const MINUTE = 60;

function durationOf(seconds: number): string {
  if (seconds < MINUTE) return count(Math.max(1, seconds), 'second');
  return count(Math.ceil(seconds / MINUTE), 'minute');
}
