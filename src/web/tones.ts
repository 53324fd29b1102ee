import { CLOSED_STATUSES } from '#src/kinds/vocabulary';

/** What a state means to who looks over many of them. */
export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad' | 'past';

/** In lower case; a word that is in no list has no colour. */
const WORDS: readonly (readonly [tone: Tone, words: readonly string[]])[] = [
  [
    'good',
    ['accepted', 'implemented', 'maintained', 'completed', 'done', 'resolved', 'fixed', 'reached'],
  ],
  ['good', ['active', 'success', 'passed', 'approved', 'current', 'ok', 'ready', 'clean']],
  ['accent', ['in_progress', 'in_review', 'running', 'claimed', 'acknowledged', 'loading']],
  ['warn', ['proposed', 'draft', 'pending', 'open', 'blocked', 'queued', 'waiting', 'todo']],
  ['warn', ['medium', 'moderate', 'degraded', 'paused']],
  ['bad', ['failed', 'error', 'critical', 'high', 'blocker', 'urgent', 'broken', 'violated']],
  ['past', [...CLOSED_STATUSES]],
];

const TONES: ReadonlyMap<string, Tone> = new Map(
  // The first list that has a word counts.
  WORDS.toReversed().flatMap(([tone, words]) => words.map((word) => [word, tone] as const)),
);

export const toneOf = (word: string): Tone => TONES.get(word.toLowerCase()) ?? 'neutral';
