import type { ForgottenSource } from '#src/operations/source-types';
import type { Source, SourceInput } from '#src/store/store';

import { queryOf } from './parameters.ts';
import type { Transport } from './transport.ts';

export interface SourcesClient {
  /** Folders that were indexed; those of one machine when it is named. */
  sources(host?: string): Promise<readonly Source[]>;
  /** Takes down that a machine has a folder, and what its last reading found. The service reads nothing. */
  keepSource(source: SourceInput): Promise<Source>;
  /** Forgets a folder; its documents stay (`keep`, the default) or go too. Code: not_found. */
  forgetSource(id: string, documents?: 'keep' | 'remove'): Promise<ForgottenSource>;
}

export const sourcesClient = ({ send }: Pick<Transport, 'send'>): SourcesClient => ({
  sources: async (host) => {
    const query = queryOf({ host });
    return (await send<{ items: readonly Source[] }>({ method: 'GET', path: ['sources'], query }))
      .items;
  },
  keepSource: (source) => send({ method: 'POST', path: ['sources'], body: source }),
  forgetSource: (id, documents) =>
    send({ method: 'DELETE', path: ['sources', id], query: queryOf({ documents }) }),
});
