import type { KindName } from '#src/kinds/index';
import type { Store } from '#src/store/store';

import type { FilterScope } from './filter-comparison.ts';
import { groupBy } from './group-by.ts';
import { valuesOf, vocabularyName, type ValueStore, type Vocabulary } from './stored-values.ts';

/** A value that the enumeration of a kind's field does not know. */
interface Word {
  readonly kind: KindName;
  readonly field: string;
  readonly word: string;
}

/**
 * A filter, read with a look at what is stored: an import keeps values that an enumeration does not
 * know, and such a value can be asked for while some record has it; and people do not spell every
 * value as records do. Codes: those of `parse`.
 */
export async function filterOver<T>(
  store: Pick<Store, 'counts'> & ValueStore,
  kinds: readonly KindName[],
  parse: (scope: FilterScope) => T,
): Promise<T> {
  const words: Word[] = [];
  const vocabularies = new Map<string, Vocabulary>();
  const first = attempt(() =>
    parse({
      kinds,
      isStored: (kind, field, word) => words.push({ kind, field, word }) > 0,
      storedIn: (field, of) =>
        void vocabularies.set(vocabularyName({ field, kinds: of }), { field, kinds: of }),
    }),
  );
  if (words.length === 0 && vocabularies.size === 0) return first();
  const stored = await storedAmong(store, words);
  const values = await valuesOf(store, vocabularies);
  return parse({
    kinds,
    isStored: (kind, field, word) => stored.has(keyOf({ kind, field, word })),
    storedIn: (field, of) => values.get(vocabularyName({ field, kinds: of })),
  });
}

/** A fault counts only when the second reading has it too: a value may be known to some record alone. */
function attempt<T>(run: () => T): () => T {
  try {
    const result = run();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
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
