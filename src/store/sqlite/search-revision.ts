import { sql } from 'drizzle-orm';

import { kindNames, kindOf, searchableKinds, type KindName } from '#src/kinds/index';

import type { Connection } from './connection.ts';
import { lineageOf } from './lineage.ts';
import { createMoment, createRecordMoment, keptWhile } from './moment.ts';
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
export function createSearchRevision(connection: Connection): () => string {
  const records = keptWhile(createRecordMoment(connection), () => recordMarks(connection));
  return keptWhile(createMoment(connection), () => `${records()}-${indexMarks(connection)}`);
}

function recordMarks({ db, sqlite }: Connection): string {
  const [marks = []] = db.values<number[]>(
    sql`SELECT max(row), count(*), total(version) FROM wm_records WHERE kind IN ${among(RANKING)}`,
  );
  return joined([lineageOf(sqlite), ...marks]);
}

function indexMarks({ db }: Connection): string {
  const [marks = []] = db.values<(number | null)[]>(
    sql`SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'wm_passages'), space,
        (SELECT count(*) FROM wm_jobs WHERE wm_jobs.space = current.space)
      FROM (SELECT 1) LEFT JOIN wm_spaces AS current ON state = 'current'`,
  );
  return joined(marks);
}

const joined = (marks: readonly (number | null)[]): string =>
  marks.map((mark) => mark ?? 0).join('-');
