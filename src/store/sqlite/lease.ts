import { sql } from 'drizzle-orm';

import type { Connection } from './connection.ts';

interface Claim {
  readonly name: string;
  readonly holder: string;
}

/** Milliseconds. Without a bound, a clock that is set back would leave a dead holder's lease for as long. */
const LONGEST = 60_000;

/** Takes or renews a lease when it is free, expired, or the holder's own. A dead process loses it by time. */
export function lease({ db }: Connection, { name, holder }: Claim, milliseconds: number): boolean {
  const now = Date.now();
  const until = now + Math.min(milliseconds, LONGEST);
  const [row] = db.all<{ holder: string }>(
    sql`INSERT INTO wm_leases (name, holder, expires_at, since) VALUES (${name}, ${holder}, ${until}, ${now})
      ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at,
        since = CASE wm_leases.holder WHEN excluded.holder THEN wm_leases.since ELSE excluded.since END
      WHERE wm_leases.holder = excluded.holder OR wm_leases.expires_at NOT BETWEEN ${now + 1} AND ${now + LONGEST}
      RETURNING holder`,
  );
  return row?.holder === holder;
}

/** Whether a lease that ends then holds now. */
export function isHeld(expires: number): boolean {
  const now = Date.now();
  return expires > now && expires <= now + LONGEST;
}

export function release({ db }: Connection, { name, holder }: Claim): void {
  db.run(sql`DELETE FROM wm_leases WHERE name = ${name} AND holder = ${holder}`);
}
