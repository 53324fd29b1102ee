import { createHash } from 'node:crypto';

import { and, asc, eq, sql } from 'drizzle-orm';

import type { SourceInput, Sources } from '#src/store/sources';

import type { Connection } from './connection.ts';
import { sources } from './schema.ts';

/** Hexadecimal digits: 48 bits tell any number of folders apart. */
const DIGITS = 12;

export const createSources = ({ db }: Connection): Sources => ({
  sources: async (host) =>
    db
      .select()
      .from(sources)
      .where(and(host === undefined ? undefined : eq(sources.host, host)))
      .orderBy(asc(sources.host), asc(sources.path))
      .all(),
  keepSource: async (source, { trusted }) => {
    const described = withReading(source);
    return db
      .insert(sources)
      .values({ ...described, id: idOf(source), trusted, added_at: new Date().toISOString() })
      .onConflictDoUpdate({
        target: [sources.host, sources.path],
        set: { ...described, trusted: sql`${sources.trusted} OR ${Number(trusted)}` },
      })
      .returning()
      .get();
  },
  dropSource: async (id) => db.delete(sources).where(eq(sources.id, id)).run().changes > 0,
});

/** Without a reading, what is known of the last one stays. */
const withReading = (source: SourceInput): SourceInput & { readonly synced_at?: string } => ({
  ...source,
  ...(source.last_sync && { synced_at: new Date().toISOString() }),
});

const idOf = ({ host, path }: Pick<SourceInput, 'host' | 'path'>): string =>
  `SRC-${createHash('sha256').update(`${host}\0${path}`).digest('hex').slice(0, DIGITS)}`;
