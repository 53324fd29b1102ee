import { WorkspaceError } from '#src/errors';
import { kindOf, searchableKinds, type KindName } from '#src/kinds/index';
import type { ChainGraph } from '#src/search/chain-graph';
import { didYouMean } from '#src/search/nearest-name';
import type { Records } from '#src/store/store';

/** Repositories that are named in the refusal. */
const SHOWN = 10;

/** A mistyped name would find nothing, which reads as if all were well. Code: invalid_query. */
export async function refuseUnknownRepo(
  store: Pick<Records, 'list'>,
  { records }: Pick<ChainGraph, 'records'>,
  repo: string,
): Promise<void> {
  const known = [...new Set([...records.values()].flatMap(({ repos }) => repos))].sort();
  if (known.includes(repo) || (await isNamed(store, repo))) return;
  const detail = `No record is of the repository '${repo.slice(0, 60)}'.${didYouMean(repo, known)}`;
  const more = known.length > SHOWN ? ', …' : '';
  throw new WorkspaceError('invalid_query', detail, {
    issues: [{ parameter: 'repo', detail }],
    next:
      known.length === 0
        ? 'No decision names a repository yet: leave it out.'
        : `Decisions are of ${known.slice(0, SHOWN).join(', ')}${more}.`,
  });
}

/** By a record of any kind: a repository without decisions is no mistake. */
async function isNamed(store: Pick<Records, 'list'>, repo: string): Promise<boolean> {
  for (const kind of searchableKinds) if (await hasRecord(store, kind, repo)) return true;
  return false;
}

async function hasRecord(
  store: Pick<Records, 'list'>,
  kind: KindName,
  repo: string,
): Promise<boolean> {
  const { facets, fields, primaryKey } = kindOf(kind);
  const field = facets.repo;
  if (field === undefined) return false;
  const op = fields[field]?.type === 'list' ? 'has' : 'eq';
  const where = { field, op, value: repo } as const;
  const { total } = await store.list({ kind, where, sort: [], limit: 1, fields: [primaryKey] });
  return total > 0;
}
