import { createHash } from 'node:crypto';

import { ulid } from 'ulid';

import type { AnyRecord, Kind } from './kind.ts';

/** Hexadecimal digits of a hash id: 64 bits, so that a million documents collide once in 37 million files. */
const HASH_DIGITS = 16;
const COUNTER_DIGITS = 3;

/**
 * The id that follows from a record alone: hash ids always, undefined for the other styles and
 * when a field that identifies the record is missing.
 */
export function derivedId(kind: Kind, record: AnyRecord): string | undefined {
  if (kind.id.style !== 'hash') return undefined;
  const parts = kind.id.of.map((field) => record[field]);
  if (parts.some((part) => typeof part !== 'string')) return undefined;
  const digest = createHash('sha256').update(parts.join('\0')).digest('hex');
  return kind.id.prefix + digest.slice(0, HASH_DIGITS);
}

/** A new id that sorts by the time of its making. */
export const ulidId = (prefix: string, now: number): string => prefix + ulid(now);

/** `WS-TASK-007`: at least three digits, more when the number needs them. */
export const counterId = (prefix: string, number: number): string =>
  prefix + String(number).padStart(COUNTER_DIGITS, '0');

/** The number of a counter id, or undefined when `id` is not of that form (more digits are somebody's own numbering). */
export function counterOf(prefix: string, id: string): number | undefined {
  if (!id.startsWith(prefix)) return undefined;
  const digits = id.slice(prefix.length);
  return /^\d{1,9}$/.test(digits) ? Number(digits) : undefined;
}
