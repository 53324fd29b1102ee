import { sql } from 'drizzle-orm';

import type { Coverage } from '#src/store/coverage';

import type { Connection } from './connection.ts';

type Row = readonly [section: number, text: string, spans: string];

export const createCoverage = ({ db }: Connection): Coverage => ({
  spannedSections: async (after, limit) =>
    db
      .values<[number, string, string]>(
        sql`SELECT section, text, (
            SELECT json_group_array(json_array(start, end)) FROM (
              SELECT start, end FROM wm_passages
              WHERE wm_passages.section = wm_sections.section
                AND space = (SELECT space FROM wm_spaces WHERE state = 'current')
              ORDER BY start
            )
          )
          FROM wm_sections WHERE section > ${after} ORDER BY section LIMIT ${limit}`,
      )
      .map(toSection),
});

const toSection = ([section, text, spans]: Row) => ({
  section,
  text,
  spans: (JSON.parse(spans) as readonly [number, number][]).map(([start, end]) => ({ start, end })),
});
