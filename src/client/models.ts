import type { ListedModel, TextCoverage } from '#src/operations/model-types';

import type { Transport } from './transport.ts';

export interface ModelsClient {
  /** The models that can be chosen, which of them are on the service's machine, and what the file has of each. */
  models(): Promise<readonly ListedModel[]>;
  /** How much of the stored text has vectors in the current space. */
  coverage(): Promise<TextCoverage>;
}

export const modelsClient = ({ send }: Pick<Transport, 'send'>): ModelsClient => ({
  models: async () =>
    (await send<{ items: readonly ListedModel[] }>({ method: 'GET', path: ['models'] })).items,
  coverage: () => send({ method: 'GET', path: ['index', 'coverage'] }),
});
