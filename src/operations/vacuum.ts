import type { Audit, Spaces } from '#src/store/store';

import type { VacuumReport } from './doctor-types.ts';

/** Passages or jobs that one transaction removes: some milliseconds. */
const PURGED = 500;

/** Gives back the room of what was deleted, dropped vectors included. Codes: database_full, database_busy. */
export async function vacuum(
  store: Pick<Audit, 'vacuum'> & Pick<Spaces, 'purgeSpaces'>,
): Promise<VacuumReport> {
  const began = Date.now();
  while ((await store.purgeSpaces(PURGED)) > 0);
  const { before, after } = await store.vacuum();
  return { before, after, seconds: (Date.now() - began) / 1_000 };
}
