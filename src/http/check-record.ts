import type { InputIssue } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import type { KeptWords } from './kept-words.ts';
import { check, invalidBody, MOST_FAULTS, must } from './validation.ts';

const about = (kind: KindName, pointer = '') => ({
  pointer,
  known: Object.keys(kindOf(kind).fields),
  label: kindOf(kind).label,
});

/** A whole record as its kind wants it. Code: invalid_body, with `next` where that is not the usual. */
export const checkRecord = (kind: KindName, json: unknown, next?: string): AnyRecord =>
  must(kindOf(kind).input, json, { ...about(kind), ...(next !== undefined && { next }) });

/** A record as it was kept before: an enumeration keeps a value that it does not know, as in an import. Code: invalid_body. */
export const checkStored = (kind: KindName, json: unknown): AnyRecord =>
  must(kindOf(kind).imported, json, about(kind));

/** Some fields of a record. Code: invalid_body. */
export const checkPatch = (kind: KindName, json: unknown): AnyRecord =>
  must(kindOf(kind).patch, json, about(kind));

const asGiven = (json: unknown): KeptWords => ({ json, kept: {} });

/** Whole records; the faults of all are told together, each under its position. Code: invalid_body. */
export async function checkRecords(
  kind: KindName,
  items: readonly unknown[],
  keep: (item: unknown) => KeptWords | Promise<KeptWords> = asGiven,
): Promise<readonly AnyRecord[]> {
  const values: AnyRecord[] = [];
  const issues: InputIssue[] = [];
  for (const [index, item] of items.entries()) {
    const { json, kept } = await keep(item);
    const checked = check(kindOf(kind).input, json, about(kind, `/${index}`));
    if ('value' in checked) values.push({ ...checked.value, ...kept });
    else issues.push(...checked.issues);
    if (issues.length >= MOST_FAULTS) break;
  }
  if (issues.length > 0) throw invalidBody(issues);
  return values;
}
