import { WorkspaceError } from '#src/errors';

import { parseFields, readJsonFile } from './input.ts';
import { findKind } from './kinds.ts';
import type { Session } from './session.ts';

export interface Given {
  readonly kind: string;
  /** `field=value` arguments. */
  readonly fields: readonly string[];
  /** Path of a JSON file, `-` for standard input. */
  readonly file: string | undefined;
}

/**
 * What is to be written: field=value arguments typed by the kind's fields, or JSON. Not both, since
 * neither could win without surprise. An unknown kind is left for the service to refuse.
 * Codes: invalid_query, invalid_json, source_unreadable.
 */
export async function readGiven(
  { client, io }: Pick<Session, 'client' | 'io'>,
  { kind, fields, file }: Given,
): Promise<unknown> {
  if (file !== undefined && fields.length === 0) return readJsonFile(file, io);
  if (file === undefined && fields.length > 0)
    return parseFields(fields, (await findKind(client, kind))?.fields ?? []);
  throw new WorkspaceError(
    'invalid_query',
    'What to write is given either as field=value or with --file.',
    {
      next: `\`workspace kinds ${kind}\` lists the fields.`,
    },
  );
}
