import { eq, sql } from 'drizzle-orm';

import type { Section } from '#src/kinds/sections';

import type { Connection } from './connection.ts';
import { identifierParts, indexText } from './index-text.ts';
import { jobs, sections, spaces } from './schema.ts';
import { sectionKey, type Searchable } from './searchable.ts';

/**
 * Brings a record's sections and keyword row in step with its text, and queues it for every
 * space. A section that stays keeps its row and so its passages; one that goes takes them along.
 */
export function writeText({ db }: Connection, row: number, text: Searchable | undefined): void {
  replaceSections(db, row, text?.sections ?? []);
  db.run(sql`DELETE FROM wm_keywords WHERE rowid = ${row}`);
  if (!text) return void db.delete(jobs).where(eq(jobs.row, row)).run();
  writeKeywords(db, row, text);
  queue(db, row);
}

type Db = Connection['db'];

interface KeywordSections {
  readonly sections: readonly Pick<Section, 'heading' | 'text'>[];
}

function replaceSections(db: Db, row: number, wanted: readonly Section[]): void {
  const free = new Map<string, number[]>();
  for (const stored of db.select().from(sections).where(eq(sections.row, row)).all()) {
    const key = sectionKey(stored);
    free.set(key, [...(free.get(key) ?? []), stored.section]);
  }
  const kept = wanted.map((section) => free.get(sectionKey(section))?.shift());
  for (const section of [...free.values()].flat())
    db.delete(sections).where(eq(sections.section, section)).run();
  wanted.forEach((section, ordinal) => {
    placeSection(db, kept[ordinal], { ...section, row, ordinal });
  });
}

function placeSection(
  db: Db,
  existing: number | undefined,
  section: typeof sections.$inferInsert,
): void {
  if (existing === undefined) return void db.insert(sections).values(section).run();
  const { ordinal, start, end } = section;
  db.update(sections).set({ ordinal, start, end }).where(eq(sections.section, existing)).run();
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
  for (const { space } of db.select({ space: spaces.space }).from(spaces).all())
    db.insert(jobs)
      .values({ space, row, due_at: Date.now() })
      .onConflictDoUpdate({
        target: [jobs.space, jobs.row],
        set: { due_at: Date.now(), attempts: 0, reason: null },
      })
      .run();
}
