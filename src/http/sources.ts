import { z } from 'zod';

import { forgetSource } from '#src/operations/source-documents';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { NAME } from './operation.ts';
import { choiceIn, idInPath, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

/** Longer than any path that an operating system takes. */
const LONGEST_PATH = 32_767;
const COUNT = z.int().min(0);
const ABSOLUTE = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;

const SYNC = z.strictObject({
  documents: COUNT,
  added: COUNT,
  changed: COUNT,
  removed: COUNT,
  skipped: COUNT,
});

const SHAPE = {
  host: NAME,
  path: z.string().max(LONGEST_PATH).regex(ABSOLUTE, 'is no absolute path'),
  repo: NAME,
  named: z.boolean().default(false),
  origin: NAME,
  prefix: z.string().max(LONGEST_PATH).default(''),
  last_sync: SYNC.optional(),
};
export const SOURCE = z.strictObject(SHAPE);

/** GET /api/sources?host= */
export const listSources =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['host']);
    return sendJson(c, { items: await store.sources(one(parameters, 'host')) });
  };

/** POST /api/sources: takes down that a machine has a folder. Nothing is read: the service may be elsewhere. */
export const keepSource =
  (deps: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    const { last_sync: lastSync, ...source } = must(SOURCE, await bodyOf(c, deps), {
      ...{ label: 'source', known: Object.keys(SHAPE), pointer: '' },
      next: `Correct what errors names. Members of a source: ${Object.keys(SHAPE).join(', ')}.`,
    });
    const input = { ...source, ...(lastSync && { last_sync: lastSync }) };
    return sendJson(c, await deps.store.keepSource(input, { trusted: deps.isOwner === true }));
  };

/** DELETE /api/sources/{id}?documents=keep|remove */
export const deleteSource =
  (deps: AppDeps): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['documents']);
    const documents = choiceIn(parameters, 'documents', ['keep', 'remove']) ?? 'keep';
    return sendJson(c, await forgetSource(deps.store, idInPath(c), { documents }));
  };
