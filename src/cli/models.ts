import type { ModelTools } from '#src/model-tools';
import { WorkspaceError } from '#src/errors';

import { settingsOf, type GlobalOptions } from './connection.ts';
import { json, line, type Io } from './io.ts';

/** What a command about the models of this machine works with. */
export interface Workbench {
  readonly tools: ModelTools;
  readonly asJson: boolean;
  /** Answers with JSON or, for people, with text. */
  answer(value: unknown, text: () => string): void;
}

/** The models of this machine: no database is opened. Code: invalid_query with `--url`. */
export async function openWorkbench(io: Io, globals: GlobalOptions): Promise<Workbench> {
  if (globals.url !== undefined)
    throw new WorkspaceError(
      'invalid_query',
      '--url names a service, and this is about files here.',
      {
        next: 'Run it on the machine of the service, where its database lies.',
      },
    );
  const [{ openModelTools }, { packageRoot }] = await Promise.all([
    import('#src/model-tools'),
    import('#src/package-root'),
  ]);
  const asJson = globals.json === true;
  return {
    tools: await openModelTools(await settingsOf(io, globals.db), packageRoot()),
    asJson,
    answer: (value, text) => (asJson ? json(io.stdout, value) : line(io.stdout, text())),
  };
}
