import { Worker } from 'node:worker_threads';

import { WorkspaceError } from '#src/errors';
import type { Audit, EngineFacts } from '#src/store/audit';
import type { Backups } from '#src/store/backup';

import { auditFile } from './audit-file.ts';
import { repair, requeue } from './audit-repair.ts';
import type { Connection } from './connection.ts';
import { copyFile } from './copy.ts';
import { indexedRecords } from './index-queue.ts';
import type {
  MaintenanceData,
  MaintenanceReply,
  MaintenanceResult,
  MaintenanceTask,
} from './maintenance-thread.ts';
import { vacuumFile } from './vacuum.ts';

/** `beside`: in a thread of its own. A database in memory is another one there; it is small, too. */
export function createAudit(connection: Connection, beside: boolean): Audit {
  const { sqlite } = connection;
  const { name } = sqlite;
  const isHere = sqlite.memory || !beside;
  return {
    engine: async () => factsOf(connection),
    audit: () => (isHere ? auditFile(connection) : inThread(name, 'audit')),
    repair: async (checks) => repair(connection, checks),
    indexed: async (space, after, limit) => indexedRecords(connection, space, { after, limit }),
    requeue: async (space, rows) => requeue(connection, space, rows),
    vacuum: async () => (isHere ? vacuumFile(sqlite) : inThread(name, 'vacuum')),
  };
}

/** Writes that are looked at: a clock that was set back has made those before it the latest. */
const FACTS = `SELECT sqlite_version() AS engine, vec_version() AS vectors,
  (SELECT max(at) FROM (SELECT at FROM wm_changes ORDER BY seq DESC LIMIT 1000)) AS newest`;

function factsOf({ sqlite }: Connection): EngineFacts {
  const found = sqlite.prepare<[], EngineFacts>(FACTS).get();
  return found ?? { engine: '', vectors: '', newest: null };
}

/** The same for copies of the file. */
export function createBackups({ sqlite }: Connection, beside: boolean): Backups {
  return {
    copyTo: async (target) => {
      if (sqlite.memory) throw inMemory();
      return beside ? inThread(sqlite.name, 'backup', target) : copyFile(sqlite.name, target);
    },
  };
}

const inMemory = (): WorkspaceError =>
  new WorkspaceError('source_unreadable', 'A database in memory has no file to be copied.', {
    next: 'Choose a database file with --db or DATABASE_URL.',
  });

/** Reading or writing the whole file takes seconds, in which this thread answers others. Codes: those of the task. */
async function inThread<T extends MaintenanceTask>(
  path: string,
  task: T,
  target?: string,
): Promise<MaintenanceResult<T>> {
  const reply = await new Promise<MaintenanceReply>((resolve, reject) => {
    startThread({ path, task, ...(target !== undefined && { target }) })
      .once('message', resolve)
      .once('error', reject)
      .once('exit', () => reject(new Error(`The thread of the ${task} ended without an answer.`)));
  });
  if ('value' in reply) return reply.value as MaintenanceResult<T>;
  const { code, message, next } = reply.error;
  throw new WorkspaceError(code, message, next === undefined ? {} : { next });
}

/** Compiled, the thread needs nothing; from sources it needs tsx and the `source` condition of the aliases. */
function startThread(workerData: MaintenanceData): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = fromSource ? './maintenance-from-source.mjs' : './maintenance-thread.js';
  return new Worker(new URL(file, import.meta.url), {
    workerData,
    execArgv: fromSource ? ['--conditions=source'] : [],
  });
}
