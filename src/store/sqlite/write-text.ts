import { eq, ne, sql } from 'drizzle-orm';

import type { Section } from '#src/kinds/sections';

import type { Connection } from './connection.ts';
import { identifierParts, indexText } from './index-text.ts';
import { jobs, spaces } from './schema.ts';
import { sectionKey, type Searchable } from './searchable.ts';

/**
 * Brings a record's sections and keyword row in step with its text, and queues it for every
 * space. A section that stays keeps its row and so its passages; one that goes takes them along.
 */
export function writeText(
  { db, sqlite }: Connection,
  row: number,
  text: Searchable | undefined,
): void {
  replaceSections(sqlite, row, text?.sections ?? []);
  db.run(sql`DELETE FROM wm_keywords WHERE rowid = ${row}`);
  if (!text) return void db.delete(jobs).where(eq(jobs.row, row)).run();
  writeKeywords(db, row, text);
  queue(db, row);
}

type Db = Connection['db'];
type Sqlite = Connection['sqlite'];

interface Stored extends Omit<Section, 'heading'> {
  readonly section: number;
  /** JSON. */
  readonly heading: string;
}

interface KeywordSections {
  readonly sections: readonly Pick<Section, 'heading' | 'text'>[];
}

/** SQL itself, not drizzle: putting a query together for each section took as long as all the rest of a write. */
function replaceSections(sqlite: Sqlite, row: number, wanted: readonly Section[]): void {
  const stored = sqlite
    .prepare<[number], Stored>(
      'SELECT section, field, heading, text, start, "end" FROM wm_sections WHERE row = ?',
    )
    .all(row);
  const free = new Map<string, number[]>();
  for (const { heading, ...section } of stored) {
    const key = sectionKey({ ...section, heading: JSON.parse(heading) as readonly string[] });
    free.set(key, [...(free.get(key) ?? []), section.section]);
  }
  const kept = wanted.map((section) => free.get(sectionKey(section))?.shift());
  const drop = sqlite.prepare('DELETE FROM wm_sections WHERE section = ?');
  for (const section of [...free.values()].flat()) drop.run(section);
  placeSections(sqlite, row, { wanted, kept });
}

interface Placing {
  readonly wanted: readonly Section[];
  /** The row that each has already, where it has one. */
  readonly kept: readonly (number | undefined)[];
}

function placeSections(sqlite: Sqlite, row: number, { wanted, kept }: Placing): void {
  const move = sqlite.prepare(
    'UPDATE wm_sections SET ordinal = ?, start = ?, "end" = ? WHERE section = ?',
  );
  const add = sqlite.prepare(
    'INSERT INTO wm_sections (row, ordinal, field, heading, text, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  wanted.forEach(({ field, heading, text, start, end }, ordinal) => {
    const section = kept[ordinal];
    if (section === undefined)
      add.run(row, ordinal, field, JSON.stringify(heading), text, start, end);
    else move.run(ordinal, start, end, section);
  });
}

/** The words of a record as the index has them; its row must not be there yet. */
export function writeKeywords(
  db: Db,
  row: number,
  { title, sections: all }: Pick<Searchable, 'title'> & KeywordSections,
): void {
  const heading = [...new Set(all.flatMap((section) => section.heading))].join('\n');
  const body = all.map((section) => section.text).join('\n');
  const parts = identifierParts(`${title}\n${heading}\n${body}`);
  db.run(sql`INSERT INTO wm_keywords (rowid, title, heading, body, parts)
    VALUES (${row}, ${indexText(title)}, ${indexText(heading)}, ${indexText(body)}, ${parts})`);
}

function queue(db: Db, row: number): void {
  const living = db.select({ space: spaces.space }).from(spaces).where(ne(spaces.state, 'dropped'));
  for (const { space } of living.all())
    db.insert(jobs)
      .values({ space, row, due_at: Date.now() })
      .onConflictDoUpdate({
        target: [jobs.space, jobs.row],
        set: { due_at: Date.now(), attempts: 0, reason: null },
      })
      .run();
}
