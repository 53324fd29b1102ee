import type { ChainMember } from '#src/client/timeline';

export interface Month {
  /** `November 2025` */
  readonly name: string;
  readonly decisions: readonly ChainMember[];
}

const NAMES = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const UNDATED = 'Without a date';

/** Decisions under their months, in the order that they come in. Pure. */
export function byMonth(items: readonly ChainMember[]): readonly Month[] {
  const months = new Map<string, ChainMember[]>();
  for (const item of items) {
    const name = nameOf(item.date);
    const known = months.get(name);
    if (known) known.push(item);
    else months.set(name, [item]);
  }
  return [...months].map(([name, decisions]) => ({ name, decisions }));
}

/** An imported date may be any text. */
function nameOf(date: string | null): string {
  const day = date === null ? Number.NaN : Date.parse(`${date.slice(0, 7)}-01T00:00:00Z`);
  return Number.isNaN(day) ? (date ?? UNDATED) : NAMES.format(day);
}

/** What took a decision's place, where that is among the others. Pure. */
export function successorsIn(
  items: readonly ChainMember[],
): (decision: ChainMember) => ChainMember | undefined {
  const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }) => `${kind}/${id}`;
  const successors = new Map(
    items.flatMap((item) => item.supersedes.map((key) => [keyOf(key), item] as const)),
  );
  return (decision) =>
    successors.get(keyOf(decision)) ?? (decision.also && successors.get(keyOf(decision.also)));
}
