import { kindNames } from '#src/kinds/index';

import { recordOf, recordsOf } from './kind-operations.ts';
import { HISTORY } from './operations/history.ts';
import { INDEXING } from './operations/indexing.ts';
import { RECORDINGS, SESSIONS } from './operations/operations.ts';
import { QUEUE } from './operations/queue.ts';
import { RELATIONS } from './operations/relations.ts';
import { SEARCH } from './operations/search.ts';
import { SERVICE } from './operations/service.ts';
import { STATISTICS } from './operations/statistics.ts';
import { TRANSFER } from './operations/transfer.ts';
import type { OperationDocs } from './types.ts';

/** Every operation of the service. Those on records are told for each kind, so that each has its own fields. */
export const operationDocs = (): OperationDocs => ({
  ...SERVICE,
  ...SEARCH,
  ...STATISTICS,
  ...SESSIONS,
  ...QUEUE,
  ...RECORDINGS,
  ...RELATIONS,
  ...HISTORY,
  ...TRANSFER,
  ...INDEXING,
  ...Object.fromEntries(
    kindNames.flatMap((kind) => [
      [`/api/${kind}`, recordsOf(kind)],
      [`/api/${kind}/{id}`, recordOf(kind)],
    ]),
  ),
});
