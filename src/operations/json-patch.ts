import { isDeepStrictEqual } from 'node:util';

import { pointerToken } from '#src/search/json-pointer';

import type { JsonPatch, PatchStep } from './configuration-types.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * The steps that make `after` out of `before`, in the order of the keys; none when they are equal.
 * Lists are compared from both ends: what differs in the middle is replaced item by item, and the
 * rest of the longer list is added or removed there.
 */
export function jsonPatch(before: unknown, after: unknown, path = ''): JsonPatch {
  if (Array.isArray(before) && Array.isArray(after)) return listPatch(before, after, path);
  if (isMembers(before) && isMembers(after)) return membersPatch(before, after, path);
  return isDeepStrictEqual(before, after) ? [] : [{ op: 'replace', path, value: after }];
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function membersPatch(before: Members, after: Members, path: string): JsonPatch {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key): JsonPatch => {
    const at = `${path}/${pointerToken(key)}`;
    if (!Object.hasOwn(after, key)) return [{ op: 'remove', path: at }];
    if (!Object.hasOwn(before, key)) return [{ op: 'add', path: at, value: after[key] }];
    return jsonPatch(before[key], after[key], at);
  });
}

function listPatch(before: readonly unknown[], after: readonly unknown[], path: string): JsonPatch {
  const most = Math.min(before.length, after.length);
  const head = countWhile(most, (at) => isDeepStrictEqual(before[at], after[at]));
  const tail = countWhile(most - head, (at) =>
    isDeepStrictEqual(before.at(-1 - at), after.at(-1 - at)),
  );
  const shared = most - head - tail;
  const [gone, come] = [before.length - most, after.length - most];
  const first = head + shared;
  return [
    ...Array.from({ length: shared }, (_, at) =>
      jsonPatch(before[head + at], after[head + at], `${path}/${head + at}`),
    ).flat(),
    // From the end, so that no step moves what a later one names.
    ...Array.from({ length: gone }, (_, at): PatchStep => ({
      op: 'remove',
      path: `${path}/${first + gone - 1 - at}`,
    })),
    ...Array.from({ length: come }, (_, at): PatchStep => ({
      op: 'add',
      path: `${path}/${first + at}`,
      value: after[first + at],
    })),
  ];
}

/** How many of the first numbers hold, up to `most`. */
function countWhile(most: number, holds: (at: number) => boolean): number {
  let count = 0;
  while (count < most && holds(count)) count += 1;
  return count;
}

const WORDS = [
  ['replace', 'changed'],
  ['add', 'added'],
  ['remove', 'removed'],
] as const;
/** Paths that a summary names; the others are counted. */
const NAMED = 4;
/** Characters of a path in a summary: a key can be as long as a file. */
const LONGEST_PATH = 80;

/** `2 changed, 1 added: /db/timeout, /db/pool/max, /log` */
export function summaryOf(patch: JsonPatch): string {
  const counts = WORDS.flatMap(([op, word]) => {
    const steps = patch.filter((step) => step.op === op).length;
    return steps > 0 ? [`${steps} ${word}`] : [];
  });
  if (counts.length === 0) return 'nothing changed';
  const paths = patch.slice(0, NAMED).map(({ path }) => path.slice(0, LONGEST_PATH));
  const more = patch.length > NAMED ? [`and ${patch.length - NAMED} more`] : [];
  return `${counts.join(', ')}: ${[...paths, ...more].join(', ')}`;
}
