import type { InputIssue } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import { check, invalidBody, MOST_FAULTS, must } from './validation.ts';

const about = (kind: KindName, pointer = '') => ({
  pointer,
  known: Object.keys(kindOf(kind).fields),
  label: kindOf(kind).label,
});

/** A whole record as its kind wants it. Code: invalid_body. */
export const checkRecord = (kind: KindName, json: unknown): AnyRecord =>
  must(kindOf(kind).input, json, about(kind));

/** Some fields of a record. Code: invalid_body. */
export const checkPatch = (kind: KindName, json: unknown): AnyRecord =>
  must(kindOf(kind).patch, json, about(kind));

/** Whole records; the faults of all are told together, each under its position. Code: invalid_body. */
export function checkRecords(kind: KindName, items: readonly unknown[]): readonly AnyRecord[] {
  const values: AnyRecord[] = [];
  const issues: InputIssue[] = [];
  for (const [index, item] of items.entries()) {
    const checked = check(kindOf(kind).input, item, about(kind, `/${index}`));
    if ('value' in checked) values.push(checked.value);
    else issues.push(...checked.issues);
    if (issues.length >= MOST_FAULTS) break;
  }
  if (issues.length > 0) throw invalidBody(issues);
  return values;
}
