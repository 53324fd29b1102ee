import type {
  Cancelled,
  Pruned,
  RolledBack,
  SpaceShown,
  UsedModel,
  UseModelRequest,
} from '#src/operations/space-types';

import type { Transport } from './transport.ts';

export interface SpacesClient {
  /** The spaces of the file, with what waits and what failed in each. */
  spaces(): Promise<readonly SpaceShown[]>;
  /** Has a model's space built, which then answers. Code: invalid_body for a model that is not known. */
  useModel(request: UseModelRequest): Promise<UsedModel>;
  /** Codes: not_found, model_unavailable. */
  rollbackModel(): Promise<RolledBack>;
  pruneSpaces(): Promise<Pruned>;
  cancelModel(): Promise<Cancelled>;
}

const ROOT = ['index', 'spaces'] as const;

export const spacesClient = ({ send }: Pick<Transport, 'send'>): SpacesClient => ({
  spaces: async () =>
    (await send<{ items: readonly SpaceShown[] }>({ method: 'GET', path: ROOT })).items,
  useModel: (body) => send({ method: 'POST', path: [...ROOT, 'use'], body }),
  rollbackModel: () => send({ method: 'POST', path: [...ROOT, 'rollback'] }),
  pruneSpaces: () => send({ method: 'POST', path: [...ROOT, 'prune'] }),
  cancelModel: () => send({ method: 'POST', path: [...ROOT, 'cancel'] }),
});
