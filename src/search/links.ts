import { noSuchRecord, WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Filter, Records, WriteOperation } from '#src/store/store';

import { retried } from './retried.ts';

const LINKS = 'record_links';

export interface LinkEnd {
  readonly kind: KindName;
  readonly id: string;
}

/** `from` is what the relation is said of: a decision that `affects` a task. */
export interface LinkRequest {
  readonly from: LinkEnd;
  readonly relation: string;
  readonly to: LinkEnd;
  /** Left as it is when not given; null takes it away. */
  readonly note?: string | null;
}

export interface LinkReceipt {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly link: AnyRecord;
}

/** Says how two records are related; a link that is there already gets the note. Codes: not_found, broken_reference, invalid_query, those of `write`. */
export async function addLink(store: Records, request: LinkRequest): Promise<LinkReceipt> {
  await checkThere(store, request);
  const value = checkedLink(request);
  const { outcomes } = await retried(async () => {
    const operation = linking(value, await linkAt(store, value));
    return store.write({ operations: [operation] });
  });
  const [done] = outcomes;
  if (!done?.stored || done.outcome === 'deleted')
    throw new Error('The store wrote a link and did not give it back.');
  return { outcome: done.outcome, link: done.stored.record };
}

function linking(value: AnyRecord, link: AnyRecord | undefined): WriteOperation {
  if (!link) return { op: 'create', kind: LINKS, value };
  const { note } = value;
  const changes = note === undefined ? {} : { note };
  return { op: 'patch', kind: LINKS, id: String(link['id']), value: changes };
}

/** Codes: not_found when there is no such link, those of `write`. */
export async function removeLink(store: Records, request: LinkRequest): Promise<void> {
  const { from, relation, to } = request;
  const link = await linkAt(store, checkedLink(request));
  if (!link)
    throw new WorkspaceError(
      'not_found',
      `There is no link that says '${from.id}' ${relation} '${to.id}'.`,
      { next: `GET /api/${from.kind}/${from.id}/related tells the links that there are.` },
    );
  await store.write({ operations: [{ op: 'delete', kind: LINKS, id: String(link['id']) }] });
}

/** The store refuses such a link too; here the fault is the path's, and points into no body. */
async function checkThere(store: Records, { from, to }: LinkRequest): Promise<void> {
  if (!(await store.get(from.kind, from.id))) throw noSuchRecord(from.kind, from.id);
  if (!(await store.get(to.kind, to.id)))
    throw new WorkspaceError('broken_reference', `There is no record '${to.id}' in ${to.kind}.`, {
      next: 'Create that record first.',
    });
}

/** The link as its kind wants it, its relation trimmed. Code: invalid_query. */
function checkedLink({ from, relation, to, note }: LinkRequest): AnyRecord {
  const checked = kindOf(LINKS).input.safeParse({
    ...{ from_kind: from.kind, from_id: from.id, relation },
    ...{ to_kind: to.kind, to_id: to.id },
    ...(note !== undefined && { note }),
  });
  if (checked.success) return checked.data;
  const reason = checked.error.issues[0]?.message ?? 'is wrong';
  throw new WorkspaceError(
    'invalid_query',
    `'${relation.slice(0, 60)}' is no relation: it ${reason}.`,
    { next: 'Usual ones are affects, implements, depends_on, blocks, relates_to and supersedes.' },
  );
}

const ENDS = ['from_kind', 'from_id', 'relation', 'to_kind', 'to_id'];

async function linkAt(store: Records, value: AnyRecord): Promise<AnyRecord | undefined> {
  const where: Filter = {
    and: ENDS.map((field) => ({ field, op: 'eq' as const, value: String(value[field]) })),
  };
  const { items } = await store.list({ kind: LINKS, where, sort: [], limit: 1 });
  return items[0];
}
