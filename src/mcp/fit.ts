import { tokensIn } from './tokens.ts';

/** An answer in its two forms; a program reads one of them, and each fits the budget on its own. */
export interface Shown {
  readonly structured: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Characters that an item may take for its prose and for its title. */
export interface Room {
  readonly text: number;
  readonly title: number;
}

const LEAST: Room = { text: 150, title: 120 };
/** Tried in this order until all items fit: a shorter text of each is worth more than fewer hits. */
const ROOMS: readonly Room[] = [{ text: 600, title: 160 }, { text: 300, title: 160 }, LEAST];

const NAME_ALONE: Room = { text: 0, title: 20 };
/** For the first item alone, which is always told. */
const TIGHT: readonly Room[] = [{ text: 80, title: 80 }, { text: 40, title: 40 }, NAME_ALONE];

interface Fitting<T> {
  readonly items: readonly T[];
  /** Tokens. */
  readonly budget: number;
  /** The whole answer with these items. */
  show(items: readonly T[], room: Room): Shown;
}

export interface Fitted {
  readonly shown: Shown;
  /** How many of the items are in it, from the first. */
  readonly count: number;
}

export const fits = ({ structured, text }: Shown, budget: number): boolean =>
  tokensIn(text) <= budget && tokensIn(JSON.stringify(structured)) <= budget;

/** As many items as the budget holds, with as much of each as all of them can have; never none. */
export function fit<T>(fitting: Fitting<T>): Fitted {
  const { items, budget, show } = fitting;
  for (const room of ROOMS) {
    const shown = show(items, room);
    if (fits(shown, budget)) return { shown, count: items.length };
  }
  return longestPrefix(fitting) ?? firstAlone(fitting);
}

function longestPrefix<T>({ items, budget, show }: Fitting<T>): Fitted | undefined {
  let best: Fitted | undefined;
  for (let [least, most] = [1, items.length - 1]; least <= most;) {
    const count = Math.floor((least + most) / 2);
    const shown = show(items.slice(0, count), LEAST);
    const isFit = fits(shown, budget);
    if (isFit) best = { shown, count };
    [least, most] = isFit ? [count + 1, most] : [least, count - 1];
  }
  return best;
}

function firstAlone<T>({ items, budget, show }: Fitting<T>): Fitted {
  const first = items.slice(0, 1);
  const room = TIGHT.find((each) => fits(show(first, each), budget)) ?? NAME_ALONE;
  return { shown: show(first, room), count: first.length };
}

/** A text on one line, cut at a word where one ends near; `…` stands for the rest. */
export function cut(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= length) return line;
  if (length < 2) return '';
  const room = withoutHalf(line.slice(0, length - 1));
  const space = room.lastIndexOf(' ');
  return `${(space > length * 0.7 ? room.slice(0, space) : room).trimEnd()}…`;
}

/** Half of a surrogate pair is no character. */
export const withoutHalf = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, '');
