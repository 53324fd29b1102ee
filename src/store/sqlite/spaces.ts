import { and, count, eq, isNotNull, sql, type SQL } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import type { Space, Spaces } from '#src/store/store';

import type { Connection } from './connection.ts';
import { jobs, spaces } from './schema.ts';

type Row = typeof spaces.$inferSelect;

export function createSpaces({ db, sqlite }: Connection): Spaces {
  const all = (): readonly Row[] => db.select().from(spaces).orderBy(spaces.space).all();
  const find = (fingerprint: string): Row => {
    const found = all().find((space) => space.fingerprint === fingerprint);
    if (found) return found;
    throw new WorkspaceError('not_found', `There is no space '${fingerprint}' in the database.`);
  };
  const setState = (space: number, state: Row['state']) =>
    db.update(spaces).set({ state }).where(eq(spaces.space, space)).run();

  const add = sqlite.transaction((space: Omit<Space, 'state'>): Row => {
    const known = all();
    const existing = known.find(({ fingerprint }) => fingerprint === space.fingerprint);
    if (existing) return existing;
    const { fingerprint, queryFingerprint, model, dimensions } = space;
    const state = known.some((each) => each.state === 'current') ? 'building' : 'current';
    const created_at = new Date().toISOString();
    db.insert(spaces)
      .values({
        fingerprint,
        query_fingerprint: queryFingerprint,
        model,
        dimensions,
        state,
        created_at,
      })
      .run();
    const added = find(fingerprint);
    db.run(sql`INSERT INTO wm_jobs (space, row, due_at, attempts)
      SELECT ${added.space}, row, ${Date.now()}, 0 FROM wm_records WHERE text_hash IS NOT NULL`);
    return added;
  });

  const promote = sqlite.transaction((fingerprint: string): boolean => {
    const next = find(fingerprint);
    const current = all().find(({ state }) => state === 'current');
    if (current && jobsOf(db, next.space) > failuresOf(db, current.space)) return false;
    if (current) setState(current.space, 'kept');
    setState(next.space, 'current');
    return true;
  });

  return {
    spaces: async () => all().map(shown),
    addSpace: async (space) => shown(add.immediate(space)),
    promoteSpace: async (fingerprint) => promote.immediate(fingerprint),
    dropSpace: async (fingerprint) => {
      db.delete(spaces)
        .where(eq(spaces.space, find(fingerprint).space))
        .run();
    },
  };
}

type Db = Connection['db'];

const jobsOf = (db: Db, space: number): number => countJobs(db, eq(jobs.space, space));

const failuresOf = (db: Db, space: number): number =>
  countJobs(db, and(eq(jobs.space, space), isNotNull(jobs.reason)));

const countJobs = (db: Db, where: SQL | undefined): number =>
  db.select({ jobs: count() }).from(jobs).where(where).get()?.jobs ?? 0;

const shown = ({ fingerprint, query_fingerprint, model, dimensions, state }: Row): Space => ({
  fingerprint,
  queryFingerprint: query_fingerprint,
  model,
  dimensions,
  state,
});
