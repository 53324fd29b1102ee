import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that a long computation keeps everybody else waiting, but for what it does in one go. */
const TURN = 15;

/** Items one by one, in turns with whatever else this thread has to do. */
export async function* paced<T>(items: Iterable<T>): AsyncGenerator<T> {
  let began = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - began < TURN) continue;
    await nextTurn();
    began = performance.now();
  }
}
