import { setTimeout as sleep } from 'node:timers/promises';

import { pino } from 'pino';

import { readConfig, type Config } from '#src/config';
import { withEnvFile } from '#src/env-file';
import { WorkspaceError } from '#src/errors';
import { greeting } from '#src/greeting';
import { listen, type Listener } from '#src/http/listen';
import { packageRoot } from '#src/package-root';
import { createService, type Service } from '#src/service';

/** Milliseconds that the greeting waits for the model, so that it can say whether it loads. */
const PATIENCE = 3_000;

/** The server: reads the settings, opens the database, serves until it is told to stop. */
async function main(): Promise<void> {
  const config = readConfig(withEnvFile(process.env, '.env'));
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const options = { root: packageRoot(), log, door: 'network', models: 'eager' } as const;
  const service = await createService(config, options);
  const listener = await listen(service.app, config).catch(async (error: unknown) => {
    await service.close();
    throw error;
  });
  stopOnSignal(listener, service);
  service.indexer.start();
  await greet(listener, service, config);
}

async function greet({ url }: Listener, service: Service, config: Config): Promise<void> {
  await Promise.race([service.embedderSettled(), sleep(PATIENCE, undefined, { ref: false })]);
  const embedder = service.embedderState();
  const summary = await service.store.summary();
  process.stdout.write(`${greeting({ url, database: config.database, summary, embedder })}\n`);
}

/** The first signal ends what is under way; the second one does not wait. */
function stopOnSignal(listener: Listener, service: Service): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    listener
      .close()
      .then(() => service.close())
      .then(() => process.exit(0), failed);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** One line that says what is wrong and what to do. */
function failed(error: unknown): never {
  const known = error instanceof WorkspaceError;
  const line = known ? [error.message, error.next].filter(Boolean).join(' ') : String(error);
  process.stderr.write(`${line.replaceAll(/\s+/g, ' ')}\n`);
  process.exit(1);
}

main().catch(failed);
