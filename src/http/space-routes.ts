import { z } from 'zod';

import { WorkspaceError } from '#src/errors';
import {
  cancelBuilding,
  listSpaces,
  pruneSpaces,
  rollBack,
  useModel,
  type SpaceDeps,
} from '#src/operations/model-spaces';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import type { Handler, Routes } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const LONGEST_NAME = 200;
export const USE = z.strictObject({
  model: z.string().trim().min(1).max(LONGEST_NAME),
  prune: z.boolean().optional(),
});
const ABOUT = { pointer: '', known: Object.keys(USE.shape), label: 'choice of a model' };

/** The routes of the spaces: which model's vectors answer, and which are to. */
export const spaceRoutes = (deps: AppDeps): Routes => ({
  '/api/index/spaces': { GET: spaces(deps) },
  '/api/index/spaces/use': { POST: use(deps) },
  '/api/index/spaces/rollback': { POST: changing(deps, rollBack) },
  '/api/index/spaces/prune': { POST: changing(deps, pruneSpaces) },
  '/api/index/spaces/cancel': { POST: changing(deps, cancelBuilding) },
});

const spaces =
  (deps: AppDeps): Handler =>
  async (c) =>
    sendJson(c, { items: await listSpaces(deps) });

const use =
  (deps: AppDeps): Handler =>
  async (c) => {
    const wish = must(USE, await bodyOf(c, deps), ABOUT);
    try {
      return sendJson(c, await useModel(withModels(deps), wish));
    } catch (error) {
      throw isUnknown(error) ? unknownModel(error) : error;
    }
  };

const changing =
  <T extends object>(deps: AppDeps, change: (deps: SpaceDeps) => Promise<T>): Handler =>
  async (c) =>
    sendJson(c, await change(withModels(deps)));

function withModels({ store, indexer, models }: AppDeps): SpaceDeps {
  if (models) return { store, models, ...(indexer && { indexer }) };
  throw new WorkspaceError('model_unavailable', 'This service has no embedding models.');
}

const isUnknown = (error: unknown): error is WorkspaceError =>
  error instanceof WorkspaceError && error.code === 'invalid_config';

/** Whoever asks named it, not the service's settings. */
const unknownModel = ({ message, next, cause }: WorkspaceError): WorkspaceError =>
  new WorkspaceError('invalid_body', message, {
    issues: [{ pointer: '/model', detail: message }],
    ...(next !== undefined && { next }),
    cause,
  });
