import { parse } from 'yaml';

import { WorkspaceError } from '#src/errors';

import { readJson, readTextFile } from './input.ts';
import type { Io } from './io.ts';

/**
 * A configuration in a file, or on standard input for `-`: JSON when it begins like a JSON object or
 * list, YAML otherwise. Codes: source_unreadable, invalid_json.
 */
export async function readSettings(path: string, io: Io): Promise<unknown> {
  const text = await readTextFile(path, io);
  const name = path === '-' ? 'standard input' : path;
  return /^\s*[[{]/.test(text) ? readJson(text, name) : readYaml(text, name);
}

function readYaml(text: string, what: string): unknown {
  try {
    return parse(text) as unknown;
  } catch (cause) {
    const reason =
      cause instanceof Error ? cause.message.split('\n')[0]?.replace(/:$/, '.') : String(cause);
    throw new WorkspaceError('invalid_json', `YAML was expected in ${what}: ${reason}`, { cause });
  }
}
