import { join } from 'node:path';

import type { ModelSource } from '#embeddings/source';
import { DEFAULT_MODEL, type Catalog, type ModelEntry } from '#models/catalog';
import type { Config } from '#src/config';
import type { Space } from '#src/store/store';

interface ModelChoice {
  /** Id of the model that embeds questions; the catalog may lack it. */
  readonly model: string;
  /** What whoever set EMBEDDING_MODEL must be told. */
  readonly remark?: string;
}

/** What the settings say, and the models that they can name. */
interface Choosing {
  readonly config: Pick<Config, 'model'>;
  readonly catalog: Catalog;
}

/**
 * The model whose vectors the file has; EMBEDDING_MODEL only says how a new file begins
 * (DESIGN, resolved question 15). Code: invalid_config for a model that the catalog lacks.
 */
export function chooseModel(spaces: readonly Space[], choosing: Choosing): ModelChoice {
  const { config } = choosing;
  const wanted = wantedModel(choosing);
  const model = spaces.find(({ state }) => state === 'current')?.model ?? wanted.id;
  if (model === wanted.id || config.model === undefined) return { model };
  return {
    model,
    remark: `EMBEDDING_MODEL=${config.model} is not used: this database has vectors of '${model}', and keeps them. \`workspace model use ${config.model}\` changes that.`,
  };
}

interface Places extends Choosing {
  readonly config: Config;
  /** The package's folder, with the model that ships. */
  readonly root: string;
}

/** Where a model's files come from: the folder of the settings is that of the model of the settings. */
export function sourceOf(model: ModelEntry, places: Places): ModelSource {
  const { config, root } = places;
  const isWanted = model.id === wantedModel(places).id;
  return {
    modelsFolder: join(root, 'models'),
    cacheFolder: config.models,
    allowDownload: config.download,
    ...(config.modelFolder !== undefined && isWanted && { localFolder: config.modelFolder }),
    ...(config.hub !== undefined && { hubMirror: config.hub }),
    ...(config.proxies && { proxies: config.proxies }),
  };
}

/** The model that a new file begins with. Code: invalid_config. */
export const wantedModel = ({ config, catalog }: Choosing): ModelEntry =>
  config.model === undefined ? DEFAULT_MODEL : catalog.find(config.model);
