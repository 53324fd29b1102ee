import type { Envelope } from '#src/client/types';
import { kindOf } from '#src/kinds/index';
import { titleOf } from '#src/kinds/title';
import type { RecordName } from '#src/search/types';

import { cut, fits, withoutHalf, type Shown } from './fit.ts';
import { endLines, leftOutShown } from './hits.ts';
import { nameOf } from './names.ts';
import { recordText, saidIn } from './record-text.ts';

/** A record that was asked for, or that it is not there. */
export type Found =
  | { readonly envelope: Envelope; readonly current?: RecordName }
  | { readonly missing: { readonly kind: string; readonly id: string; readonly reason: string } };

/** Where an answer begins: which of the records, and which character of its text. */
export interface Start {
  readonly at: number;
  readonly from: number;
}

interface Asked {
  /** From `start` on. */
  readonly found: readonly Found[];
  readonly start: Start;
  /** Tokens. */
  readonly budget: number;
  cursorAt(next: Start): string;
}

/** What is told of a record: all of it, or a part of its text. */
interface Told {
  readonly found: Found;
  readonly part?: { readonly from: number; readonly to: number };
}

const TITLE = 80;

/** As many whole records as fit; where not even the first does, as much of its text as does. */
export function showRecords(asked: Asked): Shown {
  const { found, start, budget } = asked;
  const whole = (count: number): Shown =>
    shown(asked, found.slice(0, count).map(whollyTold(start)), { at: start.at + count, from: 0 });
  let best: Shown | undefined;
  for (let count = 1; count <= found.length; count += 1) {
    const next = whole(count);
    if (!fits(next, budget)) break;
    best = next;
  }
  return best ?? longestPart(asked);
}

/** The first goes on where the answer before it ended. */
const whollyTold =
  ({ from }: Start) =>
  (found: Found, index: number): Told =>
    index > 0 || from === 0 ? { found } : { found, part: { from, to: Infinity } };

function longestPart(asked: Asked): Shown {
  const { found, start, budget } = asked;
  const [first] = found;
  if (!first || !('envelope' in first)) return shown(asked, [], { at: start.at + 1, from: 0 });
  const { at, from } = start;
  const text = recordText(first.envelope.record);
  const upTo = (to: number): Shown =>
    shown(
      asked,
      [{ found: first, part: { from, to } }],
      to < text.length ? { at, from: to } : { at: at + 1, from: 0 },
    );
  let [least, most] = [from + 1, text.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    [least, most] = fits(upTo(middle), budget) ? [middle, most] : [least, middle - 1];
  }
  return upTo(cutAt(text, least, from));
}

/** Not within a character, and not before the text has come on. */
function cutAt(text: string, to: number, from: number): number {
  const end = withoutHalf(text.slice(0, to)).length;
  return end > from ? end : to + 1;
}

function shown({ found, start, cursorAt }: Asked, told: readonly Told[], next: Start): Shown {
  const missing = told.flatMap(({ found }) => ('missing' in found ? [found.missing] : []));
  const records = told.flatMap(({ found, part }) =>
    'envelope' in found ? [recordShown(found, part)] : [],
  );
  const rest = start.at + found.length - next.at;
  const cursor = rest > 0 ? cursorAt(next) : null;
  const leftOut = next.from > 0 ? rest - 1 : rest;
  return {
    structured: {
      records,
      ...(missing.length > 0 && { missing }),
      ...leftOutShown(leftOut),
      next_cursor: cursor,
    },
    text: [
      ...records.map(recordLines),
      ...missing.map(({ reason }) => reason),
      ...endLines(records.length, { leftOut, cursor }),
    ].join('\n\n'),
  };
}

interface RecordShown {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly current?: { readonly kind: string; readonly id: string; readonly title: string };
  readonly record?: Envelope['record'];
  readonly part?: { text: string; from: number; to: number; of: number };
}

function recordShown(
  { envelope, current }: Extract<Found, { readonly envelope: Envelope }>,
  part: Told['part'],
): RecordShown {
  const { kind, id, record } = envelope;
  return {
    ...{ kind: nameOf(kind), id, title: cut(titleOf(kindOf(kind), record), TITLE) },
    ...(current && {
      current: { ...current, kind: nameOf(current.kind), title: cut(current.title, TITLE) },
    }),
    ...(part ? { part: partShown(recordText(record), part) } : { record: saidIn(record) }),
  };
}

const partShown = (text: string, { from, to }: NonNullable<Told['part']>) => {
  const end = Math.min(to, text.length);
  return { text: text.slice(from, end), from, to: end, of: text.length };
};

function recordLines({ kind, id, title, current, record, part }: RecordShown): string {
  const where = part ? ` (characters ${part.from} to ${part.to} of ${part.of})` : '';
  return [
    `# ${kind} ${id}: ${title}${where}`,
    ...(current ? [`holds now: ${current.kind} ${current.id}: ${current.title}`] : []),
    part ? part.text : recordText(record ?? {}),
  ].join('\n');
}
