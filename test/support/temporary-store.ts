import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore, type StoreOptions } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';

/** The project's own migrations; tests run in the project's folder. */
export const MIGRATIONS = 'migrations';

export interface TemporaryStore {
  readonly store: Store;
  readonly path: string;
  /** Closes the store and removes its folder. */
  remove(): Promise<void>;
}

/** A store on a new file in a folder of its own. */
export function temporaryStore(options: Pick<StoreOptions, 'maintenance'> = {}): TemporaryStore {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-memory-'));
  const path = join(folder, 'test.db');
  const store = openStore({ path, migrations: MIGRATIONS, ...options });
  return {
    store,
    path,
    remove: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
