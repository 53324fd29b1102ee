import { daysIn, type FoundDay } from './adr-date.ts';
import { relationsIn } from './adr-links.ts';
import { KNOWN_STATUSES } from './adr-status-words.ts';

/** A state that a document says it is in. */
export interface StatedStatus {
  readonly status: string;
  /** The day that stands with it, if any. */
  readonly day: string | undefined;
}

interface Entry extends StatedStatus {
  readonly known: boolean;
}

/** A history of states is short; what follows is prose. */
const MAX_LINES = 12;

/** Marks, pictures and quotes around a word. */
const DECORATION = /[\p{Extended_Pictographic}\uFE0F\u200D✔✓✗✘*_`~#>"“”'‘’]/gu;
const FILLER = new Set([
  'decision',
  'adr',
  'this',
  'is',
  'was',
  'has',
  'been',
  'currently',
  'now',
  'the',
  'status',
  'already',
]);
const NOTHING = /^(?:n\/?a|none|nil|tbd|todo|unknown|status|see|not applicable)$/;

/** How far along a state is: of "accepted and implemented" the later one holds. */
const PROGRESS = ['draft', 'proposed', 'accepted', 'in_progress', 'implemented', 'maintained'];

/**
 * The state that these lines give, the first one unless they are a dated history; undefined for
 * a template's choice, a sentence about states, or nothing. A state that is not known keeps its
 * author's words: `under_test`.
 */
export function statusIn(lines: readonly string[]): StatedStatus | undefined {
  const entries = lines.slice(0, MAX_LINES).flatMap(entryOf);
  const dated = entries.filter((entry) => entry.known && entry.day !== undefined);
  if (dated.length >= 2) return dated.toSorted(byDay).at(-1);
  return entries.find((entry) => entry.known) ?? entries[0];
}

/** Whether a line says nothing but a known state. */
export const isBareStatus = (line: string): boolean =>
  KNOWN_STATUSES.has(wordsOf(line).join(' ').replace(/ \.$/, ''));

const byDay = (a: Entry, b: Entry): number => (a.day ?? '').localeCompare(b.day ?? '');

function entryOf(line: string): readonly Entry[] {
  if (isChoice(line)) return [];
  if (relationsIn(line).some(({ name }) => name === 'superseded_by'))
    return [{ status: 'superseded', known: true, day: daysIn(line)[0]?.day }];
  const days = daysIn(line);
  return datedParts(line, days).flatMap(({ text, day }): readonly Entry[] => {
    const words = wordsOf(text);
    const known = knownStatus(words);
    if (known !== undefined) return [{ status: furthest(known, words), known: true, day }];
    const own = ownStatus(text, words);
    return own === undefined ? [] : [{ status: own, known: false, day }];
  });
}

/** `Proposed on 2020-01-02, Accepted on 2020-02-03` is two entries, each with the day behind it. */
function datedParts(
  line: string,
  days: readonly FoundDay[],
): readonly { text: string; day?: string }[] {
  if (days.length < 2) {
    const [only] = days;
    const text = only ? `${line.slice(0, only.start)} ${line.slice(only.end)}` : line;
    return [{ text, ...(only && { day: only.day }) }];
  }
  return days.map((found, at) => ({
    text: line.slice(days[at - 1]?.end ?? 0, found.start),
    day: found.day,
  }));
}

/** A template offers states: `[proposed | accepted]`, `{status}`, "proposed, accepted, rejected, …". */
function isChoice(line: string): boolean {
  if (/[{}]/.test(line) || /^<.*>$/.test(line.trim())) return true;
  const [sentence = ''] = line.toLowerCase().split(/[.;](?=\s|$)/, 1);
  const words = sentence.match(/\p{L}+/gu) ?? [];
  const states = new Set(words.map((word) => KNOWN_STATUSES.get(word)).filter(Boolean));
  if (/\p{L}\s*\|\s*\p{L}/u.test(line)) return states.size >= 2;
  return (
    states.size >= 3 ||
    (states.size >= 2 && /\b(?:may|can|could|starts|such as|etc)\b|…/.test(line))
  );
}

const wordsOf = (text: string): readonly string[] =>
  withoutAsides(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}'-]*|[,;.&/+]/gu) ?? [];

/** Links and brackets explain a state; without its brackets `[accepted]` is one. */
const withoutAsides = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/:[a-z_]{2,30}:/g, ' ')
    .replace(DECORATION, ' ')
    .replace(/(?<=\S.*)\([^)]*\)?/g, ' ')
    .replace(/^[\s[(|,;–—-]+/, '')
    .replace(/^status\s*[:：]\s*/i, '');

function knownStatus(words: readonly string[]): string | undefined {
  const start = words.findIndex((word) => !FILLER.has(word));
  if (start < 0) return undefined;
  for (let length = 3; length > 0; length -= 1) {
    const status = KNOWN_STATUSES.get(words.slice(start, start + length).join(' '));
    if (status !== undefined) return status;
  }
  return undefined;
}

/** "Accepted and implemented", "proposed, accepted": the further of two neighbours. */
function furthest(status: string, words: readonly string[]): string {
  const joint = words.findIndex((word) => [',', '&', '+', 'and'].includes(word));
  const next = joint < 1 || joint > 4 ? undefined : KNOWN_STATUSES.get(words[joint + 1] ?? '');
  const isLast = joint + 2 >= words.length || words[joint + 2] === '.';
  if (next === undefined || !isLast) return status;
  return PROGRESS.indexOf(next) > PROGRESS.indexOf(status) && PROGRESS.includes(status)
    ? next
    : status;
}

/** Up to three words that stand alone are a state of the author's own. */
function ownStatus(text: string, words: readonly string[]): string | undefined {
  const alone = words.filter((word) => word !== '.');
  const isPhrase =
    alone.length >= 1 &&
    alone.length <= 3 &&
    alone.every((word) => /^\p{L}[\p{L}'-]*$/u.test(word));
  const phrase = alone.join(' ');
  if (!isPhrase || NOTHING.test(phrase) || /[[\]]/.test(text.replace(/\[[^\]]*\]\([^)]*\)/g, '')))
    return undefined;
  return phrase.replace(/[ -]/g, '_');
}
