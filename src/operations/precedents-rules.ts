import type { Stage } from '#src/search/chain-records';

import type { Claim, Phrase } from './precedents-claim.ts';
import { common, overlapOf, shareOf, wordsIn, type Weigh } from './precedents-words.ts';

/** How far a past decision stands out among all that the draft was held against. */
export interface Figures {
  /** Overlap of the titles, 0 to 1, rare words counting for more. */
  readonly overlap: number;
  /** Words that both titles have. */
  readonly shared: number;
  /** Overlap of the texts' words, 0 to 1. */
  readonly copied: number;
  /** Deviations above the mean of all: of BM25, and of closeness in meaning where there is a model. */
  readonly words: number;
  readonly meaning: number | undefined;
  /** Decisions that means and deviations are of. */
  readonly among: number;
}

export interface Past {
  readonly claim: Claim;
  readonly stage: Stage;
  readonly status: string | null;
  /** The title of what holds in its place. */
  readonly current: string | undefined;
  readonly figures: Figures;
  readonly weigh: Weigh;
}

/**
 * Whether a deviation is as far out as `z`. Of n values none is further out than (n - 1) / sqrt(n): where
 * there are few, four fifths of that will do.
 */
export const standsOut = (value: number | undefined, z: number, among: number): boolean =>
  value !== undefined && value >= Math.min(z, (0.8 * (among - 1)) / Math.sqrt(Math.max(1, among)));

interface Likeness {
  readonly holds: (figures: Figures) => boolean;
  readonly why: string;
}

/** No decision of fewer than 146 can be so far out: among a few nothing is told by distance alone. */
const FAR = 12;

/** What makes a near duplicate, each measured (docs/decisions/0032). A cosine of its own decides nothing: how high it is differs by model and by text. */
const LIKENESSES: readonly Likeness[] = [
  {
    holds: ({ overlap, shared, words, among }) =>
      overlap >= 0.6 && (shared >= 2 || standsOut(words, 4, among)),
    why: 'Its title says nearly the same.',
  },
  {
    holds: ({ overlap, words, among }) => overlap >= 0.3 && standsOut(words, 4, among),
    why: 'Its title is alike, and it shares far more words with the draft than other decisions do.',
  },
  {
    holds: ({ copied, overlap }) => copied >= 0.5 && overlap >= 0.1,
    why: 'Its text has most of its words in common with the draft.',
  },
  {
    holds: ({ overlap, words, meaning }) =>
      overlap >= 0.12 && words >= FAR && (meaning ?? 0) >= FAR,
    why: 'It is far nearer to the draft than other decisions are, in its words and in its meaning.',
  },
];

/** Why a past decision says nearly the same; undefined when it does not, or decides the other way. */
export const likeness = (draft: Claim, { claim, figures }: Past): string | undefined =>
  draft.against === claim.against ? LIKENESSES.find(({ holds }) => holds(figures))?.why : undefined;

/** Among fewer one is always nearest, whatever it is about. */
const ENOUGH = 10;

/** Whether it is about the same subject. */
export const isRelated = ({ figures: { overlap, shared, words, meaning, among } }: Past): boolean =>
  (overlap >= 0.2 && shared >= 1) ||
  (among >= ENOUGH && (standsOut(words, 3, among) || (standsOut(meaning, 3, among) && words > 0)));

/** Why the two may contradict each other; undefined when it says nothing against the draft. */
type Conflict = (draft: Claim, past: Past) => string | undefined;

/** In the order in which they tell most. None is certain: they go by words. */
const CONFLICTS: readonly Conflict[] = [
  function opposite(draft, { claim, stage, weigh }) {
    const same = overlapOf(draft.subject, claim.subject, weigh);
    if (!IN_FORCE.has(stage) || draft.against === claim.against || same < SAME_SUBJECT) return;
    return `It ${claim.against ? 'decides against' : 'decides for'} what the draft decides ${draft.against ? 'against' : 'for'}.`;
  },
  function antonym(draft, { claim, stage, weigh }) {
    if (!IN_FORCE.has(stage) || draft.against !== claim.against) return;
    const pair = oppositesIn(draft, claim, weigh);
    return pair && `It says '${pair[1]}' where the draft says '${pair[0]}'.`;
  },
  function givesUp(draft, { claim, stage }) {
    if (!IN_FORCE.has(stage) || claim.against) return;
    const lost = draft.givesUp.find((each) => isSame(each, claim.chosen));
    return lost && `It chose '${claim.chosen.text}'; the draft gives up '${lost.text}'.`;
  },
  function takesUp(draft, { claim, stage, figures }) {
    if (!IN_FORCE.has(stage) || draft.against) return;
    const isAlike = figures.overlap >= ALIKE;
    const lost = claim.givesUp.find(
      (each) =>
        isSame(each, draft.chosen) || (isAlike && shareOf(each.words, draft.chosen.words) === 1),
    );
    return lost && `It gave up '${lost.text}', which the draft chooses.`;
  },
  function otherChoice(draft, { claim, stage, weigh }) {
    if (!IN_FORCE.has(stage) || draft.against || claim.against) return;
    const [own, its] = [draft.purpose, claim.purpose];
    if (!own || !its || overlapOf(own.words, its.words, weigh) < SAME_PURPOSE) return;
    if (isVague(own) || common(draft.chosen.words, claim.chosen.words).length > 0) return;
    return `For '${its.text}' it chose '${claim.chosen.text}'; the draft chooses '${draft.chosen.text}'.`;
  },
  function notChosen(draft, { claim, stage }) {
    if (!IN_FORCE.has(stage) || draft.against || isSame(draft.chosen, claim.chosen)) return;
    const weighed = claim.options.find((each) => isSame(each, draft.chosen));
    return weighed && `It weighed '${weighed.text}' and chose '${claim.chosen.text}'.`;
  },
  function refused(draft, past) {
    const { claim, stage, figures } = past;
    if (stage !== 'refused' || draft.against !== claim.against) return;
    const same = likeness(draft, past) !== undefined || figures.overlap >= ALIKE;
    return same ? 'It proposed nearly the same, and was rejected.' : undefined;
  },
  function overtaken(draft, past) {
    const { claim, stage, status, current, weigh } = past;
    if (!OVER.has(stage) || draft.against !== claim.against || !likeness(draft, past)) return;
    const newer =
      current === undefined ? 0 : overlapOf(wordsIn(draft.title), wordsIn(current), weigh);
    if (newer >= past.figures.overlap) return;
    const by = current === undefined ? '' : ` by '${current}'`;
    return `It says nearly the same, and is ${String(status)}${by}.`;
  },
];

/** Why a past decision may stand against the draft, by the first rule that applies. */
export function conflict(draft: Claim, past: Past): string | undefined {
  for (const rule of CONFLICTS) {
    const why = rule(draft, past);
    if (why !== undefined) return why;
  }
  return undefined;
}

const IN_FORCE: ReadonlySet<Stage> = new Set(['unstated', 'proposed', 'holding']);
const OVER: ReadonlySet<Stage> = new Set(['over', 'replaced']);

const SAME_SUBJECT = 0.5;
const SAME_PURPOSE = 0.6;
const ALIKE = 0.4;

/** One holds the other's words, and little else. */
function isSame(a: Phrase, b: Phrase): boolean {
  const [few, many] = a.words.size <= b.words.size ? [a.words, b.words] : [b.words, a.words];
  return few.size > 0 && shareOf(few, many) === 1 && many.size <= 2 * few.size;
}

/** Purposes that everything serves. */
const VAGUE = wordsIn('development testing production now code frontend backend project projects');

const isVague = ({ words }: Phrase): boolean => [...words].every((word) => VAGUE.has(word));

/** Words that exclude each other in a decision about the same subject. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['synchronous', 'asynchronous'],
  ['sync', 'async'],
  ['centralized', 'decentralized'],
  ['central', 'distributed'],
  ['monolith', 'microservices'],
  ['monorepo', 'polyrepo'],
  ['monorepo', 'repositories'],
  ['client', 'server'],
  ['sql', 'nosql'],
  ['relational', 'document'],
  ['push', 'pull'],
  ['polling', 'webhooks'],
  ['public', 'private'],
  ['optimistic', 'pessimistic'],
  ['stateful', 'stateless'],
  ['mutable', 'immutable'],
  ['merge', 'rebase'],
  ['tabs', 'spaces'],
  ['manual', 'automatic'],
  ['weekly', 'daily'],
  ['hard', 'soft'],
  ['encrypted', 'unencrypted'],
  ['shared', 'separate'],
  ['shared', 'own'],
  ['before', 'after'],
  ['mandatory', 'optional'],
  ['opt-in', 'opt-out'],
  ['always', 'never'],
];

const PAIRS = OPPOSITES.flatMap(([a, b]) => [
  [a, b],
  [b, a],
]).map(([a = '', b = '']) => ({ said: a, other: b, ofSaid: formOf(a), ofOther: formOf(b) }));

function formOf(word: string): string {
  return [...wordsIn(word, new Set())].join(' ');
}

/** Words of the draft and of the past decision that exclude each other, where the titles are about the same but for them. */
function oppositesIn(
  draft: Claim,
  past: Claim,
  weigh: Weigh,
): readonly [string, string] | undefined {
  const [here, there] = [wordsIn(draft.title, new Set()), wordsIn(past.title, new Set())];
  const pair = PAIRS.find(
    ({ ofSaid, ofOther }) =>
      here.has(ofSaid) && there.has(ofOther) && !here.has(ofOther) && !there.has(ofSaid),
  );
  if (!pair) return undefined;
  const told = past.subject.has(pair.ofOther) ? [...past.subject, pair.ofSaid] : past.subject;
  const its = new Set([...told].filter((word) => word !== pair.ofOther));
  const same = overlapOf(draft.subject, its, weigh);
  return same >= SAME_SUBJECT ? [pair.said, pair.other] : undefined;
}
