import { join } from 'node:path';

import type { ModelSource } from '#embeddings/source';
import { DEFAULT_MODEL, findModel, MODELS } from '#models/catalog';
import type { Config } from '#src/config';
import type { Space } from '#src/store/store';

interface ModelChoice {
  /** Catalog id. */
  readonly model: string;
  /** What whoever set EMBEDDING_MODEL must be told. */
  readonly remark?: string;
}

/**
 * The model whose vectors the file has; EMBEDDING_MODEL only says how a new file begins
 * (DESIGN, resolved question 15). Code: invalid_config for a model that the catalog lacks.
 */
export function chooseModel(spaces: readonly Space[], config: Pick<Config, 'model'>): ModelChoice {
  const wanted = wantedModel(config);
  const kept = spaces.find(({ state }) => state === 'current')?.model;
  if (kept === undefined || kept === wanted) return { model: wanted };
  if (!MODELS.some(({ id }) => id === kept))
    return {
      model: wanted,
      remark: `The vectors of this database come from '${kept}', which this version does not know; they are made again with '${wanted}'.`,
    };
  if (config.model === undefined) return { model: kept };
  return {
    model: kept,
    remark: `EMBEDDING_MODEL=${config.model} is not used: this database has vectors of '${kept}', and keeps them.`,
  };
}

/** Where a model's files come from: the folder of the settings is that of the model of the settings. */
export function sourceOf(model: string, config: Config, root: string): ModelSource {
  const isWanted = model === wantedModel(config);
  return {
    modelsFolder: join(root, 'models'),
    allowDownload: config.download,
    ...(config.modelFolder !== undefined && isWanted && { localFolder: config.modelFolder }),
    ...(config.hub !== undefined && { hubMirror: config.hub }),
    ...(config.cache !== undefined && { cacheFolder: config.cache }),
  };
}

const wantedModel = ({ model }: Pick<Config, 'model'>): string =>
  model === undefined ? DEFAULT_MODEL.id : findModel(model).id;
