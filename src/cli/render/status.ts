import type { FailedJob, ServiceStatus } from '#src/client/types';

import type { Style } from './style.ts';
import { bytes, count, oneLine, pad } from './text.ts';

const NAME_WIDTH = 10;
const FAILURES_SHOWN = 5;

/** The state of a service in a few lines. */
export function renderStatus(
  { version, database, records, growth, index, embedder, search }: ServiceStatus,
  failures: readonly FailedJob[],
  style: Style,
): string {
  const row = (name: string, text: string): string =>
    `${style.dim(pad(name, NAME_WIDTH))}${oneLine(text)}`;
  const stored = Object.entries(records).filter(([, amount]) => amount > 0);
  return [
    row('version', version),
    row('database', databaseLine(database, growth)),
    row('index', indexLine(index)),
    row('model', [embedder.model, embedder.state, embedder.reason].filter(Boolean).join(' · ')),
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
      .map(({ kind, id, reason }) => style.warn(row('failed', `${kind} ${id}: ${reason}`))),
  ].join('\n');
}

function indexLine({ passages, pending, failed }: ServiceStatus['index']): string {
  const waiting = pending === 0 ? 'in step' : `${count(pending, 'record')} waiting`;
  const faults = failed === 0 ? [] : [`${count(failed, 'record')} failed`];
  return [count(passages, 'passage'), waiting, ...faults].join(' · ');
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
