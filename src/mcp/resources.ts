import type { Client } from '#src/client';
import { WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import { titleOf } from '#src/kinds/title';

import { allNames, namedKind, nameOf } from './names.ts';
import { saidIn, valueText } from './record-text.ts';

const SCHEME = 'workspace://';
/** Of the newest records of each kind that decides. */
const LISTED = 25;
/** Ids and kinds that a completion offers; the protocol allows 100. */
const OFFERED = 20;

export const TEMPLATES = [
  {
    name: 'record',
    title: 'A record',
    uriTemplate: `${SCHEME}{kind}/{id}`,
    description:
      'A record by its kind and id: workspace://decision/DEC-001. JSON, or for a document its own text.',
  },
] as const;

export const uriOf = (kind: string, id: string): string =>
  `${SCHEME}${nameOf(kind)}/${encodeURIComponent(id)}`;

const DECIDING = allNames.filter((name) => namedKind(name)?.lifecycle);

interface Listed {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
}

/** The newest decisions and documents, for people who pick one; the template reads any record. */
export async function listResources(client: Client): Promise<Listed[]> {
  const pages = await Promise.all(
    DECIDING.map((kind) =>
      client.list(kind, { limit: LISTED, sort: '-date', fields: titleFields(kind) }),
    ),
  );
  return pages.flatMap(({ kind, items }) =>
    items.map((record) => {
      const id = String(record[kindOf(kind).primaryKey]);
      return {
        ...{ uri: uriOf(kind, id), name: `${nameOf(kind)} ${id}` },
        title: titleOf(kindOf(kind), record),
      };
    }),
  );
}

const titleFields = (name: string): readonly string[] => {
  const kind = namedKind(name);
  return kind ? [kind.title] : [];
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  markdown: 'text/markdown',
  asciidoc: 'text/asciidoc',
  rst: 'text/x-rst',
};

interface Contents {
  readonly uri: string;
  readonly mimeType: string;
  readonly text: string;
}

/** Codes: not_found, unknown_kind, invalid_query (no address of a record). */
export async function readResource(client: Client, uri: string): Promise<Contents> {
  const { kind, record } = await client.get(placeOf(uri));
  const { format, text = [] } = namedKind(kind)?.passages ?? {};
  const [field] = text;
  if (format === undefined || field === undefined)
    return { uri, mimeType: 'application/json', text: JSON.stringify(saidIn(record), null, 2) };
  const mimeType = MEDIA_TYPES[String(record[format])] ?? 'text/plain';
  return { uri, mimeType, text: valueText(record[field] ?? '') };
}

function placeOf(uri: string): { readonly kind: string; readonly id: string } {
  const [, kind, id] = /^workspace:\/\/([\w-]+)\/([^/?#]+)$/.exec(uri) ?? [];
  if (kind !== undefined && id !== undefined) return { kind, id: decoded(id) };
  throw new WorkspaceError('invalid_query', `'${uri.slice(0, 80)}' is no address of a record.`, {
    next: 'Write workspace://{kind}/{id}: workspace://decision/DEC-001.',
  });
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

interface Completing {
  readonly argument: string;
  readonly value: string;
  /** What is written of the address already. */
  readonly kind: string | undefined;
}

/** Kinds, or ids of a kind, that begin with what is written. */
export async function completeResource(
  client: Client,
  { argument, value, kind: name }: Completing,
): Promise<string[]> {
  if (argument === 'kind')
    return allNames.filter((each) => each.startsWith(value)).slice(0, OFFERED);
  const kind = name === undefined ? undefined : namedKind(name);
  if (!kind || argument !== 'id') return [];
  const { primaryKey } = kind;
  const { items } = await client.list(kind.name, {
    ...{ limit: OFFERED, fields: [primaryKey] },
    ...(value !== '' && { filters: [[`${primaryKey}__starts`, value]] as const }),
  });
  return items.map((record) => String(record[primaryKey]));
}
