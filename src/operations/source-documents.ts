import type { AnyRecord } from '#src/kinds/kind';
import type { Keyset, Records, Source, Sources } from '#src/store/store';
import { WorkspaceError } from '#src/errors';

import { all, same } from './conditions.ts';
import type { ForgottenSource } from './source-types.ts';

const DOCUMENTS = 'documents';
/** Documents of one read and one removal. */
const PAGE = 500;

/**
 * Forgets a folder. Its documents stay unless they are to be removed too; those that another
 * source still reads stay in any case. Code: not_found.
 */
export async function forgetSource(
  store: Records & Sources,
  id: string,
  { documents }: { readonly documents: 'keep' | 'remove' },
): Promise<ForgottenSource> {
  const known = await store.sources();
  const source = known.find((one) => one.id === id);
  if (!source) throw noSuchSource(id);
  const others = known.filter((one) => one.id !== id);
  const ids = await documentsOf(store, source, others);
  if (documents === 'remove') await remove(store, ids);
  await store.dropSource(id);
  const isKept = documents === 'keep';
  return { source, documents: { kept: isKept ? ids.length : 0, removed: isKept ? 0 : ids.length } };
}

const noSuchSource = (id: string): WorkspaceError =>
  new WorkspaceError('not_found', `There is no source '${id.slice(0, 255)}'.`, {
    next: 'List what there is with GET /api/sources.',
  });

/** Ids of the documents that were read from a folder and from no other one. */
async function documentsOf(
  store: Records,
  source: Source,
  others: readonly Source[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: Keyset | undefined;
  do {
    const page = await store.list({
      kind: DOCUMENTS,
      where: within(source),
      sort: [{ field: 'id', descending: false }],
      fields: ['id', 'path', 'metadata'],
      limit: PAGE,
      ...(after && { after }),
    });
    const own = page.items.filter(
      (one) => holds(source, one) && !others.some((o) => holds(o, one)),
    );
    ids.push(...own.map((one) => String(one['id'])));
    after = page.next;
  } while (after);
  return ids;
}

const within = ({ repo, prefix }: Source) =>
  all(
    same('repo', repo),
    ...(prefix === '' ? [] : [{ field: 'path', op: 'starts', value: `${prefix}/` } as const]),
  );

/** Two checkouts of one repository have the same origin, so both hold its documents. */
function holds({ origin, prefix }: Source, { path, metadata }: AnyRecord): boolean {
  const from = (metadata as AnyRecord | null)?.['origin'];
  return from === origin && (prefix === '' || String(path).startsWith(`${prefix}/`));
}

async function remove(store: Records, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += PAGE) {
    const batch = ids.slice(from, from + PAGE);
    await store.write({
      operations: batch.map((id) => ({ op: 'delete', kind: DOCUMENTS, id }) as const),
    });
  }
}
