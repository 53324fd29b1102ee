import { serve } from '#src/cli/serving';
import { untilStopped } from '#src/cli/stop-signal';
import { readConfig } from '#src/config';
import { withEnvFile } from '#src/env-file';
import { WorkspaceError } from '#src/errors';

/** The server: reads the settings, opens the database, serves until it is told to stop. */
async function main(): Promise<void> {
  const config = readConfig(withEnvFile(process.env, '.env'));
  await serve(config, { stdout: process.stdout, untilStopped });
}

/** One line that says what is wrong and what to do. */
function failed(error: unknown): never {
  const known = error instanceof WorkspaceError;
  const line = known ? [error.message, error.next].filter(Boolean).join(' ') : String(error);
  process.stderr.write(`${line.replaceAll(/\s+/g, ' ')}\n`);
  process.exit(1);
}

main().catch(failed);
