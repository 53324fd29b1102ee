import type { Changes, Forgetting } from '#src/store/store';

import { readChanges } from './change-feed.ts';
import type { Connection } from './connection.ts';
import { readHistory, readVersion } from './history.ts';

export const createChanges = (connection: Connection): Changes => ({
  changes: async (query) => readChanges(connection, query),
  history: async (query) => readHistory(connection, query),
  version: async (key, version) => readVersion(connection, key, version),
  forget: async (what) => forget(connection, what),
});

const FORGET = 'UPDATE wm_changes SET undo = NULL WHERE undo IS NOT NULL';
const FORGET_BEFORE = `${FORGET} AND at < ?`;
const FORGET_RECORD = `${FORGET} AND row IN (
  SELECT row FROM wm_records WHERE kind = @kind AND id = @id
  UNION SELECT row FROM wm_changes WHERE kind = @kind AND id = @id AND outcome = 'deleted')`;

function forget({ sqlite }: Connection, what: Forgetting): number {
  if ('record' in what) {
    const { kind, id } = what.record;
    return sqlite.prepare(FORGET_RECORD).run({ kind, id }).changes;
  }
  return sqlite.prepare(FORGET_BEFORE).run(Date.parse(what.before)).changes;
}
