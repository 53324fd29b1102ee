import { parse, YAMLParseError } from 'yaml';

import { WorkspaceError } from '#src/errors';

import { isInexact, lostDigits, lostIn } from './exact-json.ts';
import { readJson, readTextFile } from './input.ts';
import type { Io } from './io.ts';

/**
 * A configuration in a file, or on standard input for `-`: JSON when it begins like a JSON object or
 * list, YAML otherwise. Codes: source_unreadable, invalid_json, invalid_body (nothing is in it).
 */
export async function readSettings(path: string, io: Io): Promise<unknown> {
  const text = await readTextFile(path, io);
  const name = path === '-' ? 'standard input' : path;
  const settings = /^\s*[[{]/.test(text) ? readExactJson(text, name) : readYaml(text, name);
  if (settings !== null && settings !== undefined) return settings;
  throw new WorkspaceError('invalid_body', `There are no settings in ${name}.`, {
    next: 'Give an object of settings, as JSON or YAML.',
  });
}

/** As `readJson`; a text that a snapshot would not keep as it is, is refused. Code: invalid_json. */
function readExactJson(text: string, what: string): unknown {
  const settings = readJson(text, what);
  const lost = lostIn(text);
  if (lost === undefined) return settings;
  throw new WorkspaceError('invalid_json', `${what} cannot be kept as it is: ${lost}.`);
}

/** Whole numbers of YAML as JSON has them. */
function exactly(_: unknown, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  if (isInexact(String(value))) throw new RangeError(`${lostDigits(String(value))}.`);
  return Number(value);
}

function readYaml(text: string, what: string): unknown {
  try {
    return parse(text, exactly, { intAsBigInt: true }) as unknown;
  } catch (cause) {
    const reason = SAID[codeOf(cause)] ?? firstLineOf(cause);
    throw new WorkspaceError('invalid_json', `YAML was expected in ${what}: ${reason}`, { cause });
  }
}

/** Where the library speaks to programmers. */
const SAID: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'It holds several documents, divided by ---; give one at a time.',
};

const codeOf = (cause: unknown): string => (cause instanceof YAMLParseError ? cause.code : '');

const firstLineOf = (cause: unknown): string =>
  cause instanceof Error ? (cause.message.split('\n')[0] ?? '').replace(/:$/, '.') : String(cause);
