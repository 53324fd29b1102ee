import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import { desc, eq, gt, lte } from 'drizzle-orm';

import type { Connection } from './connection.ts';
import { writers } from './schema.ts';

/** Milliseconds for which somebody counts after a write. */
const RECENT = 60_000;
/** Milliseconds until the same writer is noted again, so that it costs nothing beside the write itself. */
const PAUSE = 10_000;

export interface Writers {
  /** Notes who writes, within the transaction of the write. Without a name it is this process. */
  note(connection: Pick<Connection, 'db'>, writer: string | undefined): void;
  /** Those of the last minute, the latest first. */
  recent(): readonly string[];
  /** This process writes no more: commands one after the other are not many writers. */
  forget(): void;
}

export function createWriters({ db }: Connection): Writers {
  const own = `process ${process.pid} on ${hostname()} (${randomUUID().slice(0, 8)})`;
  const noted = new Map<string, number>();
  return {
    note: (at, writer = own) => {
      const now = Date.now();
      if (now - (noted.get(writer) ?? 0) < PAUSE) return;
      at.db
        .delete(writers)
        .where(lte(writers.seen_at, now - RECENT))
        .run();
      at.db
        .insert(writers)
        .values({ writer, seen_at: now })
        .onConflictDoUpdate({ target: writers.writer, set: { seen_at: now } })
        .run();
      for (const [name, seen] of noted) if (now - seen >= PAUSE) noted.delete(name);
      noted.set(writer, now);
    },
    recent: () =>
      db
        .select({ writer: writers.writer })
        .from(writers)
        .where(gt(writers.seen_at, Date.now() - RECENT))
        .orderBy(desc(writers.seen_at), writers.writer)
        .all()
        .map(({ writer }) => writer),
    forget: () => {
      if (noted.has(own)) tryTo(() => db.delete(writers).where(eq(writers.writer, own)).run());
    },
  };
}

/** For what is not worth waiting or failing for: while another process writes, the row stays until its minute is over. */
function tryTo(work: () => unknown): void {
  try {
    work();
  } catch {
    return;
  }
}
