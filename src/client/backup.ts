import type { BackupList, BackupReport } from '#src/operations/backup-types';

import type { Transport } from './transport.ts';

export interface BackupClient {
  /** Makes and proves a backup in the folder of the service's settings. Codes: wrong_state, database_full, database_invalid, target_unwritable. */
  backup(): Promise<BackupReport>;
  /** The backups of the service's database, newest first. */
  backups(): Promise<BackupList>;
}

export const backupClient = ({ send }: Pick<Transport, 'send'>): BackupClient => ({
  backup: () => send({ method: 'POST', path: ['backup'] }),
  backups: () => send({ method: 'GET', path: ['backup'] }),
});
