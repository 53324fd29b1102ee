import { performance } from 'node:perf_hooks';

export interface Timed<T> {
  readonly value: T;
  readonly milliseconds: number;
}

export async function timed<T>(run: () => T | Promise<T>): Promise<Timed<T>> {
  const began = performance.now();
  const value = await run();
  return { value, milliseconds: performance.now() - began };
}

/** Something to measure; `round` chooses its input. */
export type Variant = (round: number) => unknown;

export interface Rounds {
  readonly rounds: number;
  /** Rounds before these, not counted. Default 10. */
  readonly warmUp?: number;
}

/**
 * Milliseconds of each variant. Every round runs each of them once, beginning with another one each
 * time, so that what else the machine does meets all alike and their ratio stands.
 */
export async function measure<Name extends string>(
  variants: Readonly<Record<Name, Variant>>,
  { rounds, warmUp = 10 }: Rounds,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(variants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (let at = 0; at < names.length; at += 1) {
      const name = names[(at + round) % names.length] as Name;
      const { milliseconds } = await timed(async () => variants[name](round));
      if (round >= warmUp) samples[name].push(milliseconds);
    }
  }
  return samples;
}
