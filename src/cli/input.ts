import { readFile } from 'node:fs/promises';

import type { FieldDescription, UrlFilters } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import type { FieldType } from '#src/kinds/field';

import type { Io } from './io.ts';

/** `created__gte=2025-11-01` as name and value. Code: invalid_query. */
export const parseFilters = (given: readonly string[] = []): UrlFilters => given.map(pairOf);

function pairOf(text: string): readonly [string, string] {
  const cut = text.indexOf('=');
  if (cut > 0) return [text.slice(0, cut), text.slice(cut + 1)];
  throw new WorkspaceError('invalid_query', `'${text}' is not field=value.`, {
    next: 'Write the field, an equals sign and the value: status=open.',
  });
}

/** Values as they are typed for each type of field; what does not fit stays text, and the service says why. */
const READERS: Readonly<Partial<Record<FieldType, (text: string, name: string) => unknown>>> = {
  integer: readNumber,
  number: readNumber,
  boolean: (text) => ({ true: true, false: false })[text.toLowerCase()] ?? text,
  list: (text, name) =>
    text.trimStart().startsWith('[')
      ? readJson(text, `the value of ${name}`)
      : text
          .split(',')
          .map((item) => item.trim())
          .filter(Boolean),
  object: (text, name) => readJson(text, `the value of ${name}`),
};

function readNumber(text: string): unknown {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : text;
}

/** `field=value` arguments as a record, typed by the kind's fields. Codes: invalid_query, invalid_json. */
export function parseFields(
  given: readonly string[],
  fields: readonly FieldDescription[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    given.map(pairOf).map(([name, text]) => {
      const field = fields.find((known) => known.name === name);
      if (text === 'null' && field?.nullable) return [name, null];
      const read = field && READERS[field.type];
      return [name, read ? read(text, name) : text];
    }),
  );
}

/** JSON of a file, or of standard input for `-`. Codes: source_unreadable, invalid_json. */
export async function readJsonFile(path: string, io: Io): Promise<unknown> {
  return readJson(await readTextFile(path, io), path === '-' ? 'standard input' : path);
}

/** Text of a file, or of standard input for `-`. Code: source_unreadable. */
export const readTextFile = (path: string, io: Pick<Io, 'readStdin'>): Promise<string> =>
  path === '-' ? io.readStdin() : textOf(path);

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new WorkspaceError('source_unreadable', `The file ${path} cannot be read.`, {
      next: 'Check the path, or give - to read standard input.',
      cause,
    });
  }
}

/** `what` names the text in the sentence. Code: invalid_json. */
export function readJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkspaceError('invalid_json', `JSON was expected in ${what}: ${reason}.`, {
      next: 'Correct it; names and texts stand in double quotes.',
      cause,
    });
  }
}
