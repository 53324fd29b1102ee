import { setImmediate as otherWork } from 'node:timers/promises';

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

const FORGET_RECORD = `UPDATE wm_changes SET undo = NULL WHERE undo IS NOT NULL AND row IN (
  SELECT row FROM wm_records WHERE kind = @kind AND id = @id
  UNION SELECT row FROM wm_changes WHERE kind = @kind AND id = @id AND outcome = 'deleted')`;

const FORGET_BEFORE = `UPDATE wm_changes SET undo = NULL WHERE seq IN (
  SELECT seq FROM wm_changes WHERE seq > ? AND undo IS NOT NULL AND at < ? ORDER BY seq LIMIT ?)
  RETURNING seq`;

/** Values that one transaction forgets, some ten milliseconds; between two of them other requests are answered. */
const GROUP = 500;

async function forget({ sqlite }: Connection, what: Forgetting): Promise<number> {
  if ('record' in what) {
    const { kind, id } = what.record;
    return sqlite.prepare(FORGET_RECORD).run({ kind, id }).changes;
  }
  const step = sqlite.prepare<[number, number, number], number>(FORGET_BEFORE).pluck();
  const before = Date.parse(what.before);
  for (let [forgotten, last] = [0, 0]; ;) {
    const group = step.all(last, before, GROUP);
    forgotten += group.length;
    if (group.length < GROUP) return forgotten;
    last = group.reduce((highest, seq) => Math.max(highest, seq), last);
    await otherWork();
  }
}
