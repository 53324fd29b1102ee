import { WorkspaceError } from '#src/errors';
import type { IndexStatus, Place, SearchIndex } from '#src/store/store';

import type { PageStart } from './page-cursor.ts';
import type { Question } from './search.ts';
import type { Degradation, ModeUsed } from './types.ts';
import { OF_THE_QUESTION } from './vector-leg.ts';

/** What a question is answered by. */
export interface Legs {
  readonly mode: ModeUsed;
  readonly vector?: Place;
  /** What was wanted and cannot take part, and why. */
  readonly degraded: readonly Degradation[];
  /** What is to be said of it, although nothing is broken. */
  readonly remarks?: readonly string[];
}

type Leg = Degradation['leg'];

/** The legs as far as the question, and the pages before this one, want and allow them. Code: degraded. */
export async function legsOf(
  question: Question,
  start: PageStart,
  index: IndexStatus,
): Promise<Legs> {
  if (question.listing) return { mode: 'filter', degraded: [] };
  if (question.mode === 'keyword' && start.mode !== 'semantic')
    return { mode: 'keyword', degraded: [] };
  const found = await question.vector(index);
  if ('reason' in found) return withoutVector(found.reason);
  if (start.mode === 'keyword') return alone('keyword', EARLIER_PAGES);
  if (start.mode === 'semantic' && question.mode !== 'semantic')
    return { ...alone('semantic', EARLIER_PAGES), vector: found };
  return { mode: question.mode, vector: found, degraded: [] };
}

/** A model that works and knows none of the words is no leg that is missing: nothing would be better later. */
const withoutVector = (reason: string): Legs =>
  OF_THE_QUESTION.has(reason)
    ? { mode: 'keyword', degraded: [], remarks: [`${reason} ${BY_WORDS}`] }
    : alone('keyword', reason);

const BY_WORDS = 'The answer is by words alone.';
const EARLIER_PAGES = 'The first page was answered without it.';

const OTHER = { keyword: 'vector', semantic: 'keyword' } as const;

const alone = (mode: keyof typeof OTHER, reason: string): Legs => ({
  mode,
  degraded: [{ leg: OTHER[mode], reason }],
});

/** Refuses an answer that is not what was asked for, or not what the pages before were. Code: degraded. */
export function refuseWhenUnwanted(
  { strict }: Question,
  start: PageStart,
  { mode, degraded }: Legs,
): void {
  const [first] = degraded;
  if (strict && first)
    throw new WorkspaceError('degraded', `The ${first.leg} leg cannot answer: ${first.reason}`, {
      next: 'Leave strict out to be answered by what works.',
    });
  if (start.mode === undefined || start.mode === mode) return;
  throw new WorkspaceError(
    'degraded',
    `The pages before were answered in the mode ${start.mode}, which this one cannot be: ${first?.reason ?? ''}`,
    { next: 'Try again later, or ask again without a cursor.' },
  );
}

/** What is derived from the records is made anew of them: the records themselves are whole. */
const REPAIR =
  'Run `workspace doctor`, which says what is damaged: `workspace doctor --fix` makes the index anew where the rest of the file is sound. Else restore a backup, or `workspace export` the records and `workspace import` them into a new database.';

/** A leg whose part of the file cannot be read. The other one still answers; the message says what to do, too. */
export class LegFault extends Error {
  constructor(
    readonly leg: Leg,
    cause: Error,
  ) {
    const { message } = cause;
    const what = message.endsWith('.') ? message : `The ${leg} index cannot be read (${message}).`;
    const next = cause instanceof WorkspaceError ? cause.next : REPAIR;
    super([what, ...(next === undefined ? [] : [next])].join(' '), { cause });
  }
}

/** The same index; what is damaged in the part of a leg is a fault of that leg. */
export const byLegs = (store: SearchIndex): SearchIndex => ({
  ...store,
  matching: (...asked) => store.matching(...asked).catch(blaming('keyword')),
  nearest: (...asked) => store.nearest(...asked).catch(blaming('vector')),
});

const blaming =
  (leg: Leg) =>
  (error: unknown): never => {
    throw error instanceof Error && isDamage(error) ? new LegFault(leg, error) : error;
  };

/** A file that is damaged, and a table that is gone; not a file that is busy. */
const isDamage = (error: Error): boolean =>
  error instanceof WorkspaceError
    ? error.code === 'database_invalid'
    : error.name === 'SqliteError';

interface Wished {
  readonly question: Question;
  readonly index: IndexStatus;
  readonly legs: Legs;
}

/** Runs with the legs given, and again without one that turns out to be damaged. Code: degraded. */
export async function withWorkingLegs<T>(
  wished: Wished,
  run: (legs: Legs) => Promise<T>,
): Promise<{ readonly legs: Legs; readonly result: T }> {
  const { legs } = wished;
  try {
    return { legs, result: await run(legs) };
  } catch (error) {
    if (!(error instanceof LegFault)) throw error;
    return withWorkingLegs({ ...wished, legs: await without(wished, error) }, run);
  }
}

/** The other leg, also where only the damaged one was asked for: half an answer is better than none. */
async function without({ question, index, legs }: Wished, fault: LegFault): Promise<Legs> {
  const degraded = [...legs.degraded, { leg: fault.leg, reason: fault.message }];
  const lost = degraded.map(({ leg }) => leg);
  if (!lost.includes('keyword')) return { mode: 'keyword', degraded };
  const found = legs.vector ?? (await question.vector(index));
  if (!lost.includes('vector') && !('reason' in found))
    return { mode: 'semantic', vector: found, degraded };
  const reasons = [...degraded.map(({ reason }) => reason), 'reason' in found ? found.reason : ''];
  throw new WorkspaceError(
    'degraded',
    `Neither leg can answer: ${[...new Set(reasons)].join(' ')}`,
    {
      next: REPAIR,
      cause: fault.cause,
    },
  );
}

/** Phrases and exclusions need the keyword index; without it they cannot be kept to, and nothing else will do. Code: degraded. */
export async function selecting<T>(
  { keywords: { all, none } }: Question,
  select: () => Promise<T>,
): Promise<T> {
  try {
    return await select();
  } catch (error) {
    const demanding = all.length + none.length > 0;
    if (!demanding || !(error instanceof Error) || !isDamage(error)) throw error;
    throw new WorkspaceError(
      'degraded',
      `What must and must not occur cannot be looked up: ${error.message}`,
      { next: 'Ask without quotes and minus signs, and see `workspace status`.', cause: error },
    );
  }
}
