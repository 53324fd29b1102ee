import type { ClaimedTasks, QueueState } from '#src/client/task-queue';
import type { RecordOf } from '#src/kinds/index';

import type { Style } from './style.ts';
import { table } from './table.ts';
import { count, oneLine } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

type Task = RecordOf<'tasks'>;

/** The tasks that are an agent's now, and how many more there are. */
export function renderClaimed(
  { tasks, waiting, blocked }: ClaimedTasks,
  { style }: Pick<Options, 'style'>,
): string {
  const lines = tasks.map(({ id, record }) => `claimed ${id} ${oneLine(record.title)}`);
  const why = blocked > 0 ? ' (`workspace queue list` says by what)' : '';
  const rest = style.dim(`${count(waiting, 'task')} waiting, ${blocked} blocked${why}`);
  return [...(lines.length > 0 ? lines : ['Nothing to claim.']), rest].join('\n');
}

const COLUMNS = [
  { heading: 'id' },
  { heading: 'title', flexible: true },
  { heading: 'status' },
  { heading: 'priority' },
  { heading: 'needs' },
  { heading: 'claimed by' },
  { heading: 'waits for' },
] as const;

/** What is claimed, then what comes next. */
export function renderQueue(
  { claimed, pending, totals }: QueueState,
  { style, width }: Options,
): string {
  if (totals.claimed + totals.pending === 0) return style.dim('The queue is empty.');
  const rows = [
    ...claimed.map((task) => rowOf(task, '')),
    ...pending.map(({ task, waits_for }) =>
      rowOf(task, waits_for.map(({ id, status }) => `${id} (${status})`).join(', ')),
    ),
  ];
  const { claimed: taken, pending: waiting, blocked } = totals;
  const footer = `${taken} claimed, ${waiting} pending, ${blocked} of them blocked`;
  return [table(COLUMNS, rows, { style, width }), '', style.dim(footer)].join('\n');
}

const rowOf = (task: Task, waitsFor: string): readonly string[] => [
  task.id,
  task.title,
  task.status,
  task.priority,
  task.capability_required ?? '',
  claimerOf(task),
  waitsFor,
];

function claimerOf({ status, metadata }: Task): string {
  const claimer = status === 'in_progress' ? metadata?.['claimed_by'] : undefined;
  return typeof claimer === 'string' ? claimer : '';
}
