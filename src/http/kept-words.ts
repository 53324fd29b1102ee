import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Store } from '#src/store/store';

/** A body to check, and fields that are to stay as they are stored, whatever the check would say. */
export interface KeptWords {
  readonly json: unknown;
  readonly kept: AnyRecord;
}

/**
 * An import keeps values that an enumeration does not know. Who writes such a record again may
 * leave them: here a known value stands in for each, so that the rest is checked as always.
 */
export async function keepingWords(
  store: Pick<Store, 'get'>,
  { kind, id }: { readonly kind: KindName; readonly id: string },
  json: unknown,
): Promise<KeptWords> {
  const unknown = isRecord(json) ? unknownWords(kind, json) : [];
  if (!isRecord(json) || unknown.length === 0) return { json, kept: {} };
  const stored = (await store.get(kind, id))?.record;
  const same = unknown.filter(({ name }) => stored?.[name] === json[name]);
  return {
    json: { ...json, ...Object.fromEntries(same.map(({ name, values }) => [name, values[0]])) },
    kept: Object.fromEntries(same.map(({ name }) => [name, json[name]])),
  };
}

const unknownWords = (kind: KindName, record: AnyRecord) =>
  Object.values(kindOf(kind).fields).flatMap(({ name, type, values = [] }) => {
    const word = record[name];
    const isUnknown = type === 'enum' && typeof word === 'string' && !values.includes(word);
    return isUnknown ? [{ name, values }] : [];
  });

const isRecord = (json: unknown): json is AnyRecord =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
