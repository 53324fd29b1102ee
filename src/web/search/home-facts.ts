import type { Client } from '#src/client';
import type { ServiceStatus } from '#src/client/types';
import type { Hit } from '#src/search/types';

import { ANYTHING } from './search-state.ts';

/** What the first page says before anything is asked. */
export interface HomeFacts {
  readonly status: ServiceStatus;
  /** The newest records that hold. */
  readonly latest: readonly Hit[];
}

const LATEST = 8;

export async function homeFactsOf(client: Client): Promise<HomeFacts> {
  const [status, latest] = await Promise.all([
    client.status(),
    client.search(ANYTHING, { lifecycle: 'current', limit: LATEST }),
  ]);
  return { status, latest: latest.hits };
}
