import { hostname, userInfo } from 'node:os';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { ChangeOutcome } from '#src/store/store';

import type { Connection } from './connection.ts';
import { deltaOf } from './delta.ts';

/** What a write did to a record: `version` after it, records before and after. */
export interface Entry {
  readonly kind: KindName;
  readonly id: string;
  readonly row: number;
  readonly version: number;
  readonly outcome: ChangeOutcome;
  readonly before?: AnyRecord;
  readonly after?: AnyRecord;
}

/** Appends what a transaction writes to the feed, within that transaction. */
export interface ChangeLog {
  add(entry: Entry): void;
}

const APPEND = `INSERT INTO wm_changes
  (batch, at, who, kind, id, row, version, outcome, changed, undo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const LAST = `SELECT seq FROM sqlite_sequence WHERE name = 'wm_changes'`;

/** Plain statements: drizzle's builder took as long as SQLite itself, and each record of an import passes here. */
export function createChangeLog({ sqlite }: Connection, who: string): ChangeLog {
  const append = sqlite.prepare(APPEND);
  let batch: number | undefined;
  return {
    add: ({ kind, id, row, version, outcome, before, after }) => {
      batch ??= (sqlite.prepare<[], { seq: number }>(LAST).get()?.seq ?? 0) + 1;
      const [changed, undo] = undoing(before, after);
      append.run(batch, Date.now(), who, kind, id, row, version, outcome, changed, undo);
    },
  };
}

type Column = string | null;

/** Nothing for a creation, the old values of an update, the whole record that is deleted. */
function undoing(before: AnyRecord | undefined, after: AnyRecord | undefined): [Column, Column] {
  if (!before) return [null, null];
  if (!after) return [null, JSON.stringify(before)];
  const { changed, undo } = deltaOf(before, after);
  return [JSON.stringify(changed), JSON.stringify(undo)];
}

const LAST_DELETION = `SELECT max(version) AS version FROM wm_changes
  WHERE kind = ? AND id = ? AND outcome = 'deleted'`;

/** The version of a record that is made now: 1, or what follows its deletion under the same id. */
export function firstVersion({ sqlite }: Connection, kind: KindName, id: string): number {
  const deletion = sqlite
    .prepare<[string, string], { version: number | null }>(LAST_DELETION)
    .get(kind, id);
  return (deletion?.version ?? 0) + 1;
}

/** Whose process this is, for a write that nobody has put a name to. */
export function ownerOfProcess(): string {
  try {
    return `${userInfo().username} on ${hostname()}`;
  } catch {
    // A container may run as a number that no user has.
    return `process ${process.pid} on ${hostname()}`;
  }
}
