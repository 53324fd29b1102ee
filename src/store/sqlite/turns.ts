import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Connection } from './connection.ts';

/** Milliseconds of a turn: a question needs this thread three times or four, and each time may wait for one. */
const TURN = 2;

/** The result of steps that are taken without a pause. */
export function exhausted<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Takes steps in a transaction of a connection of their own, in turns with whatever else this
 * thread has to do: reads see the file as it was before. The connection is closed in the end, which
 * takes back what was not committed.
 */
export async function inTurns<T>(
  own: Connection,
  stepsOf: (own: Connection) => Generator<void, T>,
): Promise<T> {
  try {
    own.sqlite.exec('BEGIN IMMEDIATE');
    const result = await taken(stepsOf(own));
    own.sqlite.exec('COMMIT');
    return result;
  } finally {
    own.sqlite.close();
  }
}

async function taken<T>(steps: Generator<void, T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < TURN) continue;
    await nextTurn();
    began = performance.now();
  }
}
