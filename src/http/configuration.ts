import { z } from 'zod';

import {
  compareConfigurations,
  configurationChanges,
} from '#src/operations/compare-configurations';
import { snapshotConfiguration } from '#src/operations/snapshot-configuration';
import { WorkspaceError } from '#src/errors';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { fieldsOf, given, NAME, operation, takes } from './operation.ts';
import { idInPath, limitIn, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';
import { envelopeOf } from './write.ts';

export const SNAPSHOT = takes('configuration', {
  name: NAME,
  repo: NAME.nullish(),
  configuration: z.record(z.string(), z.unknown()),
  ...fieldsOf('configuration_snapshots', 'path', 'session_id', 'created_by', 'metadata'),
});

/** POST /api/configuration_snapshots/record: 201 with what changed, or 200 when nothing did. */
export const recordedConfiguration = (deps: AppDeps): Handler =>
  operation(deps, SNAPSHOT, async (c, records, body) => {
    const { name, configuration, repo = null, ...rest } = body;
    const kept = await snapshotConfiguration(records, {
      ...given(rest),
      name,
      repo,
      configuration,
    });
    const answer = {
      outcome: kept.outcome,
      snapshot: envelopeOf(kept.snapshot),
      change: kept.change && envelopeOf(kept.change),
    };
    return sendJson(c, answer, kept.outcome === 'created' ? 201 : 200);
  });

/** GET /api/configuration_snapshots/{id}/diff?against=<id> */
export const configurationDiff =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['against']);
    const before = one(parameters, 'against');
    return sendJson(c, await compareConfigurations(store, { after: idInPath(c), before }));
  };

export const CHANGES = 50;

/** GET /api/configuration_snapshots/changes?name=&repo=&limit= */
export const changesOfConfiguration =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['name', 'repo', 'limit']);
    const [name, repo] = [one(parameters, 'name'), one(parameters, 'repo')];
    if (name === undefined) throw nameless();
    const limit = limitIn(parameters, CHANGES);
    return sendJson(c, { items: await configurationChanges(store, { name, repo, limit }) });
  };

const nameless = (): WorkspaceError =>
  new WorkspaceError('invalid_query', 'The name of a configuration is missing.', {
    issues: [{ parameter: 'name', detail: 'It is required.' }],
    next: 'Add ?name= with the name that its snapshots have.',
  });
