import type { RecordRef } from '#src/client/types';

import type { Question } from './question.ts';

export interface Answered {
  /** In the order of the answer. */
  readonly records: readonly RecordRef[];
  /** What the door itself says to get the next page with; null on the last one. */
  readonly next: string | null;
}

type Asks = {
  readonly [A in Question['ask']]?: (
    question: Extract<Question, { ask: A }>,
    next?: string,
  ) => Promise<Answered>;
};

/** A way to ask the service. What it has no way to ask is absent, or told by `lacks` with the reason. */
export interface Door {
  readonly asks: Asks;
  lacks?(question: Question): string | undefined;
}

/** Why a question cannot be asked at a door; undefined when it can. */
export const whyNot = (door: Door, question: Question): string | undefined =>
  door.asks[question.ask] ? door.lacks?.(question) : 'this door has nothing for it';

/** One page, or where the question walks all of them, one after the other. */
export async function answerAt(door: Door, question: Question): Promise<readonly RecordRef[]> {
  const ask = door.asks[question.ask] as (asked: Question, next?: string) => Promise<Answered>;
  const records: RecordRef[] = [];
  for (let next: string | null | undefined; next !== null;) {
    const page: Answered = await ask(question, next);
    records.push(...page.records);
    next = 'walk' in question ? page.next : null;
  }
  return records;
}

/** Of an answer with everything on it. */
export const whole = (records: readonly RecordRef[]): Answered => ({ records, next: null });
