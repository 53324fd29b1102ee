import { sql } from 'drizzle-orm';

import { kindNames, kindOf, searchableKinds, type KindName } from '#src/kinds/index';

import type { Connection } from './connection.ts';
import { lineageOf } from './lineage.ts';
import { createMoment, keptWhile } from './moment.ts';
import { among } from './read.ts';

/** Kinds whose records are found, or decide which are and in which order. */
const RANKING: readonly KindName[] = kindNames.filter(
  (name) =>
    searchableKinds.includes(name) ||
    kindOf(name).lifecycle !== undefined ||
    ['record_links', 'record_tags'].includes(name),
);

/**
 * Numbers of rows and passages are never used again and versions only grow, so that the same marks
 * mean the same records and passages. A job of the current space goes when its passages came or went.
 */
export const createSearchRevision = (connection: Connection): (() => string) =>
  keptWhile(createMoment(connection), () => revisionOf(connection));

function revisionOf({ db, sqlite }: Connection): string {
  const [marks] = db.values<(number | null)[]>(
    sql`SELECT max(row), count(*), total(version),
        (SELECT seq FROM sqlite_sequence WHERE name = 'wm_passages'),
        (SELECT space FROM wm_spaces WHERE state = 'current'),
        (SELECT count(*) FROM wm_jobs WHERE space = (SELECT space FROM wm_spaces WHERE state = 'current'))
      FROM wm_records WHERE kind IN ${among(RANKING)}`,
  );
  return [lineageOf(sqlite), ...(marks ?? [])].map((mark) => mark ?? 0).join('-');
}
