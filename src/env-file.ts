import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment, with what a `.env` file adds to it; a variable that is set already stays. */
export function withEnvFile(environment: Environment, path: string): Environment {
  if (!existsSync(path)) return environment;
  return { ...parseEnv(readFileSync(path, 'utf8')), ...environment };
}
