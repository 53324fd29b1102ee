import type { Field, FieldType } from '#src/kinds/field';
import { parseTimestamp } from '#src/kinds/timestamp';

/** `2025/11/20 10:00`: year first, so that no other order can be meant. */
const SLASHED_DAY = /^(\d{4})\/(\d{2})\/(\d{2})(?=$|[T ])/;

/** A value of a file in the form that the kind's schema takes; one that cannot be read stays, and the schema says why. */
export function importedValue(field: Field | undefined, value: unknown): unknown {
  if (field === undefined || typeof value !== 'string') return value;
  return field.moment === 'unix_seconds'
    ? inSeconds(value)
    : (READERS[field.type]?.(value) ?? value);
}

const READERS: Readonly<Partial<Record<FieldType, (text: string) => unknown>>> = {
  timestamp: dashed,
};

function dashed(text: string): string {
  return text.trim().replace(SLASHED_DAY, '$1-$2-$3');
}

/** A date where seconds since 1970 are kept. */
function inSeconds(text: string): unknown {
  const moment = parseTimestamp(dashed(text));
  return moment === undefined ? text : new Date(moment).getTime() / 1000;
}
