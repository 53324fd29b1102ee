import { sql } from 'drizzle-orm';

import type { Connection } from './connection.ts';

interface Claim {
  readonly name: string;
  readonly holder: string;
}

/** Takes or renews a lease when it is free, expired, or the holder's own. A dead process loses it by time. */
export function lease({ db }: Connection, { name, holder }: Claim, milliseconds: number): boolean {
  const now = Date.now();
  const [row] = db.all<{ holder: string }>(
    sql`INSERT INTO wm_leases (name, holder, expires_at) VALUES (${name}, ${holder}, ${now + milliseconds})
      ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
      WHERE wm_leases.holder = excluded.holder OR wm_leases.expires_at <= ${now}
      RETURNING holder`,
  );
  return row?.holder === holder;
}

export function release({ db }: Connection, { name, holder }: Claim): void {
  db.run(sql`DELETE FROM wm_leases WHERE name = ${name} AND holder = ${holder}`);
}
