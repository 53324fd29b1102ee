import type { KindName } from '#src/kinds/index';
import type { Store } from '#src/store/store';

import type { FilterScope } from './filter-comparison.ts';
import { groupBy } from './group-by.ts';

/** A value that the enumeration of a kind's field does not know. */
interface Word {
  readonly kind: KindName;
  readonly field: string;
  readonly word: string;
}

/**
 * A filter, read with a look at what is stored: an import keeps values that an enumeration does not
 * know, and such a value can be asked for while some record has it. Codes: those of `parse`.
 */
export async function filterOver<T>(
  store: Pick<Store, 'counts'>,
  kinds: readonly KindName[],
  parse: (scope: FilterScope) => T,
): Promise<T> {
  const asked: Word[] = [];
  const parsed = parse({
    kinds,
    isStored: (kind, field, word) => asked.push({ kind, field, word }) > 0,
  });
  if (asked.length === 0) return parsed;
  const stored = await storedAmong(store, asked);
  return parse({
    kinds,
    isStored: (kind, field, word) => stored.has(keyOf({ kind, field, word })),
  });
}

const keyOf = ({ kind, field, word }: Word): string => `${kind} ${field} ${word}`;

async function storedAmong(
  store: Pick<Store, 'counts'>,
  asked: readonly Word[],
): Promise<ReadonlySet<string>> {
  const fields = groupBy(asked, ({ kind, field }) => `${kind} ${field}`);
  const found = await Promise.all([...fields.values()].map((words) => storedOf(store, words)));
  return new Set(found.flat());
}

/** Of words of one field, those that some record has. */
async function storedOf(
  store: Pick<Store, 'counts'>,
  words: readonly Word[],
): Promise<readonly string[]> {
  const [first] = words;
  if (!first) return [];
  const { kind, field } = first;
  const value = [...new Set(words.map(({ word }) => word))];
  const where = { field, op: 'in', value } as const;
  const { by } = await store.counts({ kind, where, by: [{ name: 'word', field }] });
  return (by['word'] ?? []).map((bucket) => keyOf({ kind, field, word: String(bucket.value) }));
}
