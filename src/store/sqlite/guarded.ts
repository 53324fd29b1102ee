import { setTimeout as sleep } from 'node:timers/promises';

import { WorkspaceError } from '#src/errors';

import { asWorkspaceError } from './sqlite-error.ts';

/** Milliseconds that a method waits in all for another process's write to end. */
const PATIENCE = 10_000;
/** Milliseconds between tries; other requests are answered meanwhile, as they are not in SQLite's own wait. */
const PAUSE = 20;

type Method = (...parameters: never[]) => Promise<unknown>;

/** The same methods; what SQLite throws has a code, and a busy file is tried again for ten seconds. */
export function guarded<T extends { [name in keyof T]: Method }>(engine: T, path: string): T {
  const methods = Object.entries<Method>(engine).map(
    ([name, method]) =>
      [name, (...parameters: never[]) => patient(() => method(...parameters), path)] as const,
  );
  return Object.fromEntries(methods) as T;
}

async function patient(run: () => Promise<unknown>, path: string): Promise<unknown> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const meant = asWorkspaceError(error, path);
      const busy = meant instanceof WorkspaceError && meant.code === 'database_busy';
      if (!busy || Date.now() > deadline) throw meant;
      await sleep(PAUSE);
    }
  }
}
