import { WorkspaceError } from '#src/errors';
import type { BackupKeeper } from '#src/operations/backup';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { parametersOf } from './parameters.ts';
import type { Handler, Routes } from './routes.ts';

export const backupRoutes = (deps: AppDeps): Routes => ({
  '/api/backup': { GET: listing(deps), POST: making(deps) },
});

/** GET /api/backup: the backups of this database, newest first. */
const listing =
  (deps: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    return sendJson(c, await keeperOf(deps).list());
  };

/** POST /api/backup: makes one, in the folder of the settings: no caller names a path. */
const making =
  (deps: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    return sendJson(c, await keeperOf(deps).make(), 201);
  };

function keeperOf({ backups }: AppDeps): BackupKeeper {
  if (backups) return backups;
  throw new WorkspaceError('source_unreadable', 'This service has no file to back up.', {
    next: 'Choose a database file with --db or DATABASE_URL.',
  });
}
