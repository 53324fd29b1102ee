import { eq, sql } from 'drizzle-orm';

import type { Connection } from './connection.ts';
import { spaces } from './schema.ts';

/**
 * Removes up to `most` passages, with their vectors, or jobs of a dropped space; at last the space
 * itself. A crash in between leaves a dropped space, which the next call goes on with.
 */
export function purge({ db, sqlite }: Connection, most: number): number {
  const [dropped] = db.select().from(spaces).where(eq(spaces.state, 'dropped')).limit(1).all();
  if (!dropped) return 0;
  const { space } = dropped;
  const step = sqlite.transaction((): number => {
    const passages = db.run(sql`DELETE FROM wm_passages WHERE passage IN (
      SELECT passage FROM wm_passages WHERE space = ${space} LIMIT ${most})`).changes;
    if (passages > 0) return passages;
    const jobs = db.run(sql`DELETE FROM wm_jobs WHERE (space, row) IN (
      SELECT space, row FROM wm_jobs WHERE space = ${space} LIMIT ${most})`).changes;
    if (jobs > 0) return jobs;
    return db.delete(spaces).where(eq(spaces.space, space)).run().changes;
  });
  return step.immediate();
}
