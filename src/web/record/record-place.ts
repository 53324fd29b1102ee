import { posix } from 'node:path';

import type { Client } from '#src/client';
import { derivedId } from '#src/kinds/ids';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { filesNamedIn } from '#src/web/markdown/context';
import type { LinkBase } from '#src/web/markdown/links';
import { recordPath } from '#src/web/words';

import type { ProseField } from './prose-fields.ts';

/** Where a record's texts stand: what their relative links count from. */
export interface RecordPlace {
  readonly repos: readonly string[];
  readonly base: LinkBase;
}

/** The kind whose records are files. */
const FILES = 'documents' satisfies KindName;

/** A record that is no file stands at the top of its repositories. Pure. */
export function placeOf({ lifecycle, facets }: Kind, record: AnyRecord): RecordPlace {
  const path = textIn(record, lifecycle?.path);
  const url = textIn(record, lifecycle?.url);
  const repos = facets.repo === undefined ? [] : [record[facets.repo] ?? []].flat().map(String);
  const folder = path === undefined ? '' : posix.dirname(path).replace(/^\.$/, '');
  return { repos, base: { folder, ...(url !== undefined && { url }) } };
}

const textIn = (record: AnyRecord, field: string | undefined): string | undefined => {
  const value = field === undefined ? undefined : record[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Which of the files that a record's texts name are kept, with their pages. A file's id follows from where it is. */
export async function readFiles(
  client: Pick<Client, 'list'>,
  texts: readonly ProseField[],
  { repos, base }: RecordPlace,
): Promise<ReadonlyMap<string, string>> {
  const paths = texts.flatMap(({ parsed }) =>
    parsed?.root ? filesNamedIn(parsed.root, base) : [],
  );
  const wanted = new Map(
    repos.flatMap((repo) =>
      [...new Set(paths)].flatMap((path) => {
        const id = derivedId(kindOf(FILES), { repo, path });
        return id === undefined ? [] : [[id, path] as const];
      }),
    ),
  );
  if (wanted.size === 0) return new Map();
  const ids = [...wanted.keys()].slice(0, MOST_FILES);
  const { items } = await client.list<typeof FILES, 'id'>(FILES, {
    ...{ filters: [['id__in', ids.join(',')]], fields: ['id'], limit: MOST_FILES },
  });
  return new Map(
    items.map(({ id }) => [wanted.get(id) ?? '', recordPath({ kind: FILES, id })] as const),
  );
}

/** Asked after in one question. */
const MOST_FILES = 1000;
