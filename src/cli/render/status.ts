import type { FailureShown, ServiceStatus } from '#src/client/types';

import type { Style } from './style.ts';
import { bytes, count, oneLine, pad } from './text.ts';

const NAME_WIDTH = 10;
const FAILURES_SHOWN = 5;

/** The state of a service in a few lines. */
export function renderStatus(
  { version, database, records, growth, index, backups, embedder, search }: ServiceStatus,
  failures: readonly FailureShown[],
  style: Style,
): string {
  const row = (name: string, text: string): string =>
    `${style.dim(pad(name, NAME_WIDTH))}${oneLine(text)}`;
  const stored = Object.entries(records).filter(([, amount]) => amount > 0);
  return [
    row('version', version),
    row('database', databaseLine(database, growth)),
    row('index', indexLine(index)),
    ...backupLines(backups).map((text) => row('backup', text)),
    ...(backups?.fault
      ? [style.warn(row('', `The last backup failed: ${backups.fault.reason}`))]
      : []),
    ...paceLines(index).map((text) => row('', text)),
    row('model', [embedder.model, embedder.state, embedder.reason].filter(Boolean).join(' · ')),
    ...(embedder.remark === undefined ? [] : [style.warn(row('', embedder.remark))]),
    ...stored.map(([kind, amount], at) =>
      row(at === 0 ? 'records' : '', `${amount.toLocaleString('en-US')} ${kind}`),
    ),
    ...(stored.length === 0
      ? [row('records', 'none yet: `workspace index <folder>` or `workspace add`')]
      : []),
    ...search.degraded.map(({ leg, reason }) =>
      style.warn(row('search', `without its ${leg} leg: ${reason}`)),
    ),
    ...growth.warnings.map(({ sentence, next }) =>
      style.warn(row('growth', `${sentence} ${next}`)),
    ),
    ...failures
      .slice(0, FAILURES_SHOWN)
      .map(({ kind, id, reason, attempts, next_try: next }) =>
        style.warn(
          row(
            'failed',
            `${kind} ${id}: ${reason} (tried ${count(attempts, 'time')}, again at ${next.slice(0, 19)}Z)`,
          ),
        ),
      ),
  ].join('\n');
}

type Counts = Pick<ServiceStatus['index'], 'passages' | 'pending' | 'failed'>;

function indexLine({ passages, pending, failed }: Counts): string {
  const waiting = pending === 0 ? 'in step' : `${count(pending, 'record')} waiting`;
  const faults = failed === 0 ? [] : [`${count(failed, 'record')} failed`];
  return [count(passages, 'passage'), waiting, ...faults].join(' · ');
}

/** The newest, where there is one, or one should be. */
function backupLines(backups: ServiceStatus['backups']): readonly string[] {
  if (!backups || (!backups.last && backups.every_seconds === null)) return [];
  const { last, running } = backups;
  const made = last ? `${last.at.slice(0, 19)}Z · ${bytes(last.bytes)}` : 'none yet';
  return [running ? `${made} · one is being made` : made];
}

/** Who embeds, how fast, and how long it takes; then a space that is being built. */
function paceLines({ indexer, spaces, ...current }: ServiceStatus['index']): readonly string[] {
  const since = indexer?.since ? ` since ${indexer.since.slice(11, 19)} UTC` : '';
  const who = indexer ? [`embedded by ${indexer.holder}${since}`] : [];
  const own = [...who, ...progressParts(current)];
  const building = spaces.filter(({ state }) => state === 'building');
  return [
    ...(own.length > 0 ? [own.join(' · ')] : []),
    ...building.map((space) =>
      [`${space.model} is being built`, indexLine(space), ...progressParts(space)].join(' · '),
    ),
  ];
}

function progressParts({
  pending,
  passages_per_second: speed,
  seconds_left: left,
}: Pick<ServiceStatus['index'], 'pending' | 'passages_per_second' | 'seconds_left'>) {
  if (pending === 0) return [];
  const pace = speed === null ? [] : [`${speed.toLocaleString('en-US')} passages a second`];
  return [...pace, left === null ? 'time left unknown' : `about ${count(left, 'second')} left`];
}

function databaseLine(
  { path, bytes: size, wal_bytes: wal }: ServiceStatus['database'],
  { rows, structured_bytes: tables }: ServiceStatus['growth'],
): string {
  return [
    path,
    bytes(size),
    ...(wal > 0 ? [`${bytes(wal)} not merged yet`] : []),
    ...(tables === null ? [] : [`tables ${bytes(tables)}`]),
    count(rows, 'record'),
  ]
    .filter(Boolean)
    .join(' · ');
}
