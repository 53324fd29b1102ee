import type { Field } from '#src/kinds/field';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Records } from '#src/store/store';

/** Generated records that are valid for any kind, the same for the same seed. */
export interface Generator {
  /** A record with the id `<kind>-<number>`; a reference names one of the records made before. */
  record(name: KindName): AnyRecord;
}

/** Moments lie within two years before this one. */
export const NOW = '2025-11-20T12:00:00.000Z';
const SPAN = 2 * 365 * 86_400_000;
const REPOS = Array.from({ length: 12 }, (_, index) => `repo-${index}`);
const WORDS = 'lock queue scan drift export import vector model agent task lease token'.split(' ');

/** Each kind has its own sequence of numbers, so that a new kind leaves the others' records as they were. */
export function createGenerator(seed = 20_251_121): Generator {
  const sequences = new Map<KindName, () => number>();
  let random = numbers(seed);
  const made = new Map<KindName, number>();
  const below = (most: number): number => Math.floor(random() * most);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  const words = (amount: number): string =>
    Array.from({ length: amount }, () => pick(WORDS)).join(' ');
  const moment = (): Date => new Date(Date.parse(NOW) - below(SPAN));
  const chance = (share: number): boolean => random() < share;

  /** Values by type; `at` is the record's number within its kind. */
  const valueOf = (field: Field, name: KindName, at: number): unknown => {
    const end = endOf(name, field.name);
    if (end !== undefined) return end.names === 'kind' ? JOINED : `${JOINED}-${end.number(at)}`;
    if (field.references)
      return `${field.references.kind}-${below(countOf(field.references.kind))}`;
    if (field.moment === 'unix_seconds') return moment().getTime() / 1000;
    const byType: Readonly<Record<Field['type'], () => unknown>> = {
      string: () => textOf(field.name, at),
      enum: () => pick(field.values ?? []),
      integer: () => below(5_000),
      number: () => below(100_000) / 100,
      boolean: () => chance(0.7),
      timestamp: () => (chance(0.3) ? moment().toISOString().slice(0, 10) : moment().toISOString()),
      list: () => Array.from({ length: below(4) }, () => elementOf(field.name, name, at)),
      object: () => ({ note: words(3) }),
      json: () => Array.from({ length: below(3) }, () => words(4)),
    };
    return byType[field.type]();
  };
  const countOf = (kind: string): number => made.get(kind as KindName) ?? 0;
  const elementOf = (field: string, name: KindName, at: number): string =>
    field === 'dependencies' && at > 0 ? `${name}-${below(at)}` : pick(REPOS);
  /** Records that join others join tasks, no two of them the same. */
  const endOf = (name: KindName, field: string) => {
    const ends = kindOf(name).relations.ends ?? [];
    const index = ends.findIndex((end) => end.kind === field || end.id === field);
    if (index < 0) return undefined;
    const step = index === 0 ? 1 : 7;
    return {
      names: ends[index]?.kind === field ? 'kind' : 'id',
      number: (at: number) => (at * step + index) % Math.max(1, countOf(JOINED)),
    };
  };
  const textOf = (name: string, at: number): string => {
    if (name === 'repo') return pick(REPOS);
    if (name === 'context_id') return `work_contexts-${below(8)}`;
    if (name === 'task_id') return `workspace_tasks-${below(1 + countOf('workspace_tasks'))}`;
    if (FEW.test(name)) return `${name}-${below(8)}`;
    return UNIQUE.test(name) ? `${name}/${at}` : words(4 + below(5));
  };

  return {
    record: (name) => {
      const kind = kindOf(name);
      const at = countOf(name);
      random = sequences.get(name) ?? numbers(seed + sumOf(name));
      sequences.set(name, random);
      const id = `${name}-${at}`;
      const given = Object.values(kind.fields).flatMap((field): [string, unknown][] => {
        if (field.primaryKey) return [[field.name, id]];
        // Copied from the id, and what others refer to.
        if (field.name in kind.copies) return [];
        const absent = field.nullable && (chance(0.15) || unreachable(field));
        return absent ? [] : [[field.name, valueOf(field, name, at)]];
      });
      made.set(name, at + 1);
      return Object.fromEntries(given);
    },
  };

  function unreachable({ references }: Field): boolean {
    return references !== undefined && countOf(references.kind) === 0;
  }
}

/** What links and tags are put on. */
const JOINED: KindName = 'workspace_tasks';

/** Text fields with a handful of values, by which people count. */
const FEW =
  /^(type|metric|agent|agent_id|model|user|phase|phase_\w+|capability_required|task_type|rule|relation|tag|status|.*_kind|layer|provider|category|tier)$/;
/** Text fields that a table may hold unique. */
const UNIQUE = /(path|number|key|hash|name|_id|url)$/;

/** Records of one write. */
const BATCH = 500;

/** Writes so many records of each kind, those that others refer to first. */
export async function fillStore(
  store: Pick<Records, 'write'>,
  sizes: Readonly<Partial<Record<KindName, number>>>,
): Promise<void> {
  const generator = createGenerator();
  for (const kind of referencedFirst())
    for (let left = sizes[kind] ?? 0; left > 0; left -= BATCH) {
      const values = Array.from({ length: Math.min(BATCH, left) }, () => generator.record(kind));
      await store.write({
        operations: values.map((value) => ({ op: 'create', kind, value }) as const),
      });
    }
}

function referencedFirst(): readonly KindName[] {
  const ordered = new Set<KindName>();
  const visit = (name: KindName): void => {
    for (const { references } of Object.values(kindOf(name).fields))
      if (references && references.kind !== name) visit(references.kind as KindName);
    ordered.add(name);
  };
  kindNames.forEach(visit);
  return [...ordered];
}

const sumOf = (text: string): number =>
  [...text].reduce((sum, letter, at) => sum + letter.charCodeAt(0) * (at + 1), 0);

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
