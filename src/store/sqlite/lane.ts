/** Runs works one after the other, in the order in which they came. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>;

function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

type Method = (...parameters: never[]) => Promise<unknown>;

/**
 * The same methods, of which the named ones keep to a lane: a large batch writes for seconds on a
 * connection of its own, and what else this process writes meanwhile would run into its lock.
 * `after` is called after each of them, whether or not it failed, and must not throw.
 */
export function inLane<T extends { [name in keyof T]: Method }>(
  engine: T,
  names: readonly (keyof T & string)[],
  after: () => void,
): T {
  const lane = createLane();
  const methods = names.map((name) => {
    const method = engine[name] as Method;
    return [
      name,
      (...parameters: never[]) => lane(() => method(...parameters).finally(after)),
    ] as const;
  });
  return { ...engine, ...Object.fromEntries(methods) };
}
