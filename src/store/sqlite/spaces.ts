import { setImmediate as nextTurn } from 'node:timers/promises';

import { sql } from 'drizzle-orm';

import type { Space, Spaces, SpaceStatus } from '#src/store/store';

import type { Connection } from './connection.ts';
import { purge } from './purge.ts';
import * as changes from './space-changes.ts';
import { isComplete, isOffered, livingSpaces, type SpaceRow } from './space-rows.ts';

export function createSpaces(connection: Connection): Spaces {
  const { db, sqlite } = connection;
  const atOnce = <T>(change: () => T): T => sqlite.transaction(change).immediate();
  return {
    spaces: async () => livingSpaces(db).map(shown),
    spaceStatuses: async () => livingSpaces(db).map((space) => counted(connection, space)),
    addSpace: async (space) => shown(atOnce(() => changes.addSpace(db, space))),
    offerSpace: async (space) =>
      isOffered(space, livingSpaces(db)) && atOnce(() => changes.offerSpace(db, space)),
    wantSpace: async (wish) => shown(atOnce(() => changes.wantSpace(db, wish))),
    cancelSpace: async () => {
      const cancelled = atOnce(() => changes.cancelSpace(db));
      return cancelled && shown(cancelled);
    },
    canPromote: async (fingerprint) => isComplete(db, fingerprint),
    promoteSpace: async (fingerprint) => atOnce(() => changes.promoteSpace(db, fingerprint)),
    rollbackSpace: async () => shown(atOnce(() => changes.rollbackSpace(db))),
    dropSpace: async (fingerprint) => atOnce(() => changes.dropSpace(db, fingerprint)),
    purgeSpaces: async (most) => {
      await nextTurn(); // whoever calls again and again lets others in
      return purge(connection, most);
    },
  };
}

interface Counts {
  readonly passages: number;
  readonly pending: number;
  readonly failed: number;
}

function counted({ db }: Connection, row: SpaceRow): SpaceStatus {
  const counts = db.get<Counts>(sql`SELECT
    (SELECT count(*) FROM wm_passages WHERE space = ${row.space}) AS passages,
    (SELECT count(*) FROM wm_jobs WHERE space = ${row.space} AND reason IS NULL) AS pending,
    (SELECT count(*) FROM wm_jobs WHERE space = ${row.space} AND reason IS NOT NULL) AS failed`);
  return { ...shown(row), createdAt: row.created_at, ...counts };
}

function shown(row: SpaceRow): Space {
  const { fingerprint, query_fingerprint, model, dimensions, generation, turn, prunes } = row;
  const state = row.state as Space['state']; // none that is dropped is ever read
  return {
    ...{ fingerprint, queryFingerprint: query_fingerprint, model, dimensions },
    ...{ generation, state, turn, prunes },
  };
}
