import { noSuchRecord, WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { Filter, Records, Stored, WriteOperation } from '#src/store/store';

import { EVERY, textsOf } from './related-parts.ts';
import { retried } from './retried.ts';

/** A record with all of its tags: those put on it, and those of a list of its own. */
export interface TaggedRecord {
  readonly kind: KindName;
  readonly id: string;
  /** In the order of their characters. */
  readonly tags: readonly string[];
}

interface Place {
  readonly kind: KindName;
  readonly id: string;
}

export interface TagChange extends Place {
  /** Left alone when the record has them. */
  readonly add?: readonly string[];
  /** Nothing happens to a tag that is not there. */
  readonly remove?: readonly string[];
}

type Reads = Pick<Records, 'get' | 'list'>;

/** Code: not_found. */
export async function tagsOf(store: Reads, { kind, id }: Place): Promise<TaggedRecord> {
  const tagged = await readTagged(store, { kind, id });
  const tags = [...ownTags(tagged.stored), ...tagged.put.keys()];
  return { kind, id, tags: [...new Set(tags)].sort() };
}

/** Puts tags on a record and takes others away, all or none. Codes: not_found, invalid_query (what is no tag), those of `write`. */
export async function changeTags(store: Records, change: TagChange): Promise<TaggedRecord> {
  const add = (change.add ?? []).map((tag) => checkedTag(change, tag));
  await retried(async () => {
    const operations = operationsOf(await readTagged(store, change), { ...change, add });
    if (operations.length > 0) await store.write({ operations });
  });
  return tagsOf(store, change);
}

interface Tagged {
  readonly stored: Stored;
  /** Ids of the tags that were put on it, by tag. */
  readonly put: ReadonlyMap<string, string>;
}

async function readTagged(store: Reads, { kind, id }: Place): Promise<Tagged> {
  const stored = await store.get(kind, id);
  if (!stored) throw noSuchRecord(kind, id);
  const where: Filter = {
    and: [
      { field: 'record_kind', op: 'eq', value: kind },
      { field: 'record_id', op: 'eq', value: id },
    ],
  };
  const { items } = await store.list({ kind: 'record_tags', where, sort: [], limit: EVERY });
  return { stored, put: new Map(items.map((row) => [String(row['tag']), String(row['id'])])) };
}

function ownTags({ kind, record }: Stored): readonly string[] {
  const { tags } = kindOf(kind);
  return tags === undefined ? [] : textsOf(record, [tags]);
}

function operationsOf(
  tagged: Tagged,
  { add = [], remove = [] }: TagChange,
): readonly WriteOperation[] {
  const own = ownTags(tagged.stored);
  const missing = add.filter((tag) => !own.includes(tag) && !tagged.put.has(tag));
  const gone = remove.map((tag) => tag.trim());
  return [
    ...gone.flatMap((tag) => deletion(tagged.put.get(tag))),
    ...withoutOwn(tagged.stored, gone),
    ...[...new Set(missing)].map((tag) => putting(tagged.stored, tag)),
  ];
}

const deletion = (id: string | undefined): readonly WriteOperation[] =>
  id === undefined ? [] : [{ op: 'delete', kind: 'record_tags', id }];

/** Only while the record is as it was read, so that no other change of the list is lost. */
function withoutOwn(stored: Stored, gone: readonly string[]): readonly WriteOperation[] {
  const { kind, id, etag } = stored;
  const field = kindOf(kind).tags;
  const own = ownTags(stored);
  if (field === undefined || !own.some((tag) => gone.includes(tag))) return [];
  const value = { [field]: own.filter((tag) => !gone.includes(tag)) };
  return [{ op: 'patch', kind, id, value, ifMatch: etag }];
}

function putting({ kind, id }: Place, tag: string): WriteOperation {
  return { op: 'create', kind: 'record_tags', value: { record_kind: kind, record_id: id, tag } };
}

/** Trimmed. Code: invalid_query. */
function checkedTag({ kind, id }: Place, tag: string): string {
  const checked = kindOf('record_tags').input.safeParse({ record_kind: kind, record_id: id, tag });
  if (checked.success) return tag.trim();
  const reason = checked.error.issues[0]?.message ?? 'is wrong';
  throw new WorkspaceError('invalid_query', `'${tag.slice(0, 60)}' is no tag: it ${reason}.`, {
    next: 'A tag has 1 to 100 characters on one line, and no comma.',
  });
}
