import { createHash } from 'node:crypto';

import type { ImportReport } from '#src/client/transfer';

/** What a preview has shown, in short: what is confirmed must be what was seen. */
export const digestOf = ({ kinds, records, faults_total: faults }: ImportReport): string =>
  createHash('sha256')
    .update(JSON.stringify([kinds, records, faults]))
    .digest('base64url');
