import { coverageOf } from '#src/operations/coverage';
import type { ListedModel, LocalModel } from '#src/operations/model-types';
import type { Space } from '#src/store/store';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import type { Handler } from './routes.ts';

/** GET /api/models: the models that can be chosen, which of them are here, and what the file has of each. */
export const listModels =
  ({ store, localModels }: AppDeps): Handler =>
  async (c) => {
    const spaces = await store.spaces();
    const models = (await localModels?.()) ?? [];
    const known = new Set(models.map(({ id }) => id));
    const lost = spaces.filter(({ model }) => !known.has(model)).map(lostModel);
    const items = [...models, ...lost].map((model) => listed(model, spaces));
    return sendJson(c, { items });
  };

/** GET /api/index/coverage: how much of the stored text has vectors. */
export const coverage =
  ({ store }: AppDeps): Handler =>
  async (c) =>
    sendJson(c, await coverageOf(store));

/** A model that has two spaces is shown with the one that matters more. */
const STATES = ['current', 'building', 'kept'] as const;

function listed(model: LocalModel, spaces: readonly Space[]): ListedModel {
  const own = spaces.filter((space) => space.model === model.id).map(({ state }) => state);
  return { ...model, space: STATES.find((state) => own.includes(state)) ?? null };
}

/** The file has vectors of a model that this service does not know. */
const lostModel = ({ model, dimensions }: Space): LocalModel => ({
  id: model,
  dimensions,
  token_window: 0,
  languages: [],
  licence: 'unknown',
  choose_when: 'It was imported elsewhere: bring its folder here.',
  origin: 'imported',
  folder: null,
  bytes: null,
});
