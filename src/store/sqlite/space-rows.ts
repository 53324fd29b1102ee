import { and, asc, eq, ne, sql, type SQL } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import type { NewSpace } from '#src/store/store';

import type { Connection } from './connection.ts';
import { spaces } from './schema.ts';

export type SpaceRow = typeof spaces.$inferSelect;

type Db = Connection['db'];

/** All but those that were dropped. */
export const livingSpaces = (db: Db): readonly SpaceRow[] =>
  db.select().from(spaces).where(ne(spaces.state, 'dropped')).orderBy(asc(spaces.space)).all();

export const spaceIn = (db: Db, state: 'current' | 'building'): SpaceRow | undefined =>
  db.select().from(spaces).where(eq(spaces.state, state)).get();

/** Code: not_found. */
export function spaceCalled(db: Db, fingerprint: string): SpaceRow {
  const isThere = and(eq(spaces.fingerprint, fingerprint), ne(spaces.state, 'dropped'));
  const found = db.select().from(spaces).where(isThere).get();
  if (found) return found;
  throw new WorkspaceError('not_found', `There is no space '${fingerprint}' in the database.`);
}

export const changeSpace = (
  db: Db,
  { space }: Pick<SpaceRow, 'space'>,
  values: Partial<SpaceRow>,
): void => void db.update(spaces).set(values).where(eq(spaces.space, space)).run();

/** Adds a space with a job for every record that has text. */
export function insertSpace(db: Db, space: NewSpace): SpaceRow {
  const { fingerprint, queryFingerprint, model, dimensions, generation = 1 } = space;
  const isFirst = spaceIn(db, 'current') === undefined;
  const added = db
    .insert(spaces)
    .values({
      ...{ fingerprint, model, dimensions, generation, query_fingerprint: queryFingerprint },
      ...{ state: isFirst ? 'current' : 'building', turn: isFirst ? 1 : 0 },
      ...{ newest: newestOf(db, { model, newest: generation }) },
      created_at: new Date().toISOString(),
    })
    .returning()
    .get();
  db.run(sql`INSERT INTO wm_jobs (space, row, due_at, attempts)
    SELECT ${added.space}, row, ${Date.now()}, 0 FROM wm_records WHERE text_hash IS NOT NULL`);
  return added;
}

/** The highest generation of a model that the file has had, this one included. */
export const newestOf = (db: Db, { model, newest }: Pick<SpaceRow, 'model' | 'newest'>): number =>
  Math.max(
    newest,
    ...livingSpaces(db)
      .filter((each) => each.model === model)
      .map((each) => each.newest),
  );

/** See `Spaces.offerSpace`. While a space is being built that was asked for, nothing else is offered. */
export function isOffered(space: NewSpace, known: readonly SpaceRow[]): boolean {
  const { model, fingerprint, generation = 1 } = space;
  if (known.length === 0) return true;
  const isFree = known.every((each) => each.state !== 'building');
  const isOurs = known.some((each) => each.state === 'current' && each.model === model);
  const isNew = known.every(
    (each) =>
      each.fingerprint !== fingerprint && (each.model !== model || each.newest < generation),
  );
  return isFree && isOurs && isNew;
}

/** The one that was current last, of those that are kept. */
export const lastKept = (known: readonly SpaceRow[]): SpaceRow | undefined =>
  known
    .filter(({ state }) => state === 'kept')
    .toSorted((a, b) => b.turn - a.turn || b.space - a.space)[0];

/** See `Spaces.canPromote`. */
export function isComplete(db: Db, fingerprint: string): boolean {
  const next = spaceIn(db, 'building');
  if (next?.fingerprint !== fingerprint) return false;
  const current = spaceIn(db, 'current')?.space ?? 0;
  const { won } = db.get<{ won: number }>(sql`SELECT count(*) AS won FROM wm_jobs AS c
    WHERE c.space = ${current} AND c.reason IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM wm_jobs AS n WHERE n.space = ${next.space} AND n.row = c.row)`);
  // Counted no further than it matters: it is asked after each batch, while thousands wait.
  const isLost = (which: SQL): boolean =>
    db.get<{ lost: number }>(sql`SELECT count(*) AS lost FROM (
    SELECT 1 FROM wm_jobs AS n WHERE n.space = ${next.space} AND ${which} AND NOT EXISTS (
      SELECT 1 FROM wm_jobs AS c WHERE c.space = ${current} AND c.row = n.row) LIMIT ${won + 1})`)
      .lost > won;
  if (isLost(sql`NOT ${GIVEN_UP}`)) return false;
  return isTolerable(db, next) || !isLost(sql`1`);
}

/** Attempts, within half a minute, after which a model counts as one that cannot take a text. */
const LAST_ATTEMPT = 5;
const GIVEN_UP: SQL = sql`(n.reason IS NOT NULL AND n.attempts >= ${LAST_ATTEMPT})`;

/** Share of the records that a new model may not take: more, and it is the model that is at fault. */
const TOLERATED = 0.05;

function isTolerable(db: Db, { space }: SpaceRow): boolean {
  const { refused, all } = db.get<{ refused: number; all: number }>(sql`SELECT
    (SELECT count(*) FROM wm_jobs AS n WHERE n.space = ${space} AND ${GIVEN_UP}) AS refused,
    (SELECT count(*) FROM wm_records WHERE text_hash IS NOT NULL) AS "all"`);
  return refused < all && refused <= Math.max(1, all * TOLERATED);
}
