import { parentPort, workerData } from 'node:worker_threads';

import { WorkspaceError } from '#src/errors';

import { auditFile } from './audit-file.ts';
import { reconnect } from './connection.ts';
import { copyFile } from './copy.ts';
import { asWorkspaceError } from './sqlite-error.ts';
import { vacuumFile } from './vacuum.ts';

/** What the thread is started with. */
export interface MaintenanceData {
  readonly path: string;
  readonly task: MaintenanceTask;
  /** Where a copy goes. */
  readonly target?: string;
}

export type MaintenanceTask = keyof typeof TASKS;
export type MaintenanceResult<T extends MaintenanceTask> = Awaited<ReturnType<(typeof TASKS)[T]>>;

/** What the thread answers with. */
export type MaintenanceReply =
  | { readonly value: unknown }
  | { readonly error: Pick<WorkspaceError, 'code' | 'message' | 'next'> };

/** Milliseconds that a task waits for another process's write. */
const PATIENCE = 30_000;

const TASKS = {
  backup: (path: string, target = '') => copyFile(path, target),
  /** At one moment, whatever is written meanwhile. */
  audit: async (path: string) => {
    const { sqlite } = reconnect(path);
    try {
      sqlite.exec('BEGIN');
      return await auditFile({ sqlite });
    } finally {
      sqlite.close();
    }
  },
  vacuum: async (path: string) => {
    const { sqlite } = reconnect(path);
    try {
      sqlite.pragma(`busy_timeout = ${String(PATIENCE)}`);
      return vacuumFile(sqlite);
    } finally {
      sqlite.close();
    }
  },
} as const;

async function answer({ path, task, target }: MaintenanceData): Promise<MaintenanceReply> {
  try {
    return { value: await TASKS[task](path, target) };
  } catch (thrown) {
    const error = asWorkspaceError(thrown, path);
    const { code, message, next } =
      error instanceof WorkspaceError
        ? error
        : new WorkspaceError('internal', `The ${task} failed: ${String(error)}`);
    return { error: { code, message, next } };
  }
}

// The entry point of a thread: without a parent there is nobody to answer.
if (parentPort) parentPort.postMessage(await answer(workerData as MaintenanceData));
