import type { ChainGraph, Succession, Unresolved } from '#src/search/chain-graph';
import { folderOf, plainNumber, seriesOf } from '#src/search/chain-names';
import type { LifecycleRecord, Stage } from '#src/search/chain-records';
import type { Chains } from '#src/search/chains';

import { listed, nameOf, nameSuccessor, writePredecessor, writeSuccessor } from './lint-advice.ts';
import type { LintRule } from './lint-types.ts';

/** What the rules look at. */
export interface LintContext {
  readonly graph: ChainGraph;
  readonly chains: Chains;
  /** Who says that it takes whose place; what either record of a decision says counts for both. */
  readonly successions: readonly Succession[];
  /** Of these, those that count: by them a search tells what holds. */
  readonly effective: readonly Succession[];
  /** `YYYY-MM-DD`; a proposal from before it is stale. */
  readonly staleBefore: string;
}

/** A finding before its place in the text is known. */
export interface Fault {
  readonly of: LifecycleRecord;
  readonly sentence: string;
  readonly next: string;
  /** What the line in question holds: a reference, or the state. */
  readonly about?: { readonly reference: string } | 'status';
}

type Check = (context: LintContext) => readonly Fault[];

export const CHECKS: Readonly<Record<LintRule, Check>> = {
  dangling_link: ({ graph }) =>
    graph.unresolved
      .filter((each) => each.candidates.length === 0 && isLink(each.reference))
      .map((each) => ({
        ...referring(each),
        sentence: `${says(each)}, and nothing here is called so.`,
        next: 'Correct the reference, or index the folder in which it lies.',
      })),
  ambiguous_link: ({ graph }) =>
    graph.unresolved
      .filter(({ candidates }) => candidates.length > 1)
      .map((each) => ({
        ...referring(each),
        sentence: `${says(each)}, which may be ${listed(each.candidates.map(nameOf))}.`,
        next: 'Name it by its path.',
      })),
  unlinked_reference: ({ graph }) =>
    graph.unresolved
      .filter((each) => each.candidates.length === 0 && !isLink(each.reference))
      .map((each) => ({
        ...referring(each),
        sentence: `${says(each)}, which is the title of nothing here.`,
        next: 'Write a link if it is a decision; nothing is wrong if it is something else.',
      })),
  cycle: ({ graph, chains }) =>
    chains.cycles.flatMap((rows) => {
      const records = rows.flatMap((row) => graph.records.get(row) ?? []);
      const [first] = records;
      return first ? [inCircle(first, records, chains)] : [];
    }),
  duplicate_number: ({ graph }) =>
    alike(graph).flatMap((records) => {
      const [of, ...others] = records.toSorted(newestFirst);
      return of
        ? [
            {
              of,
              sentence: `Its number ${of.number ?? ''} is also that of ${listed(others.map(nameOf))}.`,
              next: 'Give it the next free number, and correct the references to it.',
            },
          ]
        : [];
    }),
  still_accepted: ({ chains, effective }) =>
    effective
      .filter(({ predecessor }) => isLive(predecessor) && isReplaced(predecessor, chains))
      .filter(({ successor, predecessor }) => successor.row !== predecessor.row)
      .map(({ successor, predecessor }) => ({
        of: predecessor,
        about: 'status',
        sentence: `It is ${String(predecessor.status)}, and ${nameOf(successor)} has taken its place.`,
        next: `${writeSuccessor(predecessor, successor)} Or take the link out of the successor.`,
      })),
  predecessor_silent: ({ successions }) =>
    successions
      .filter(({ saidBy, predecessor }) => !saidBy.predecessor && !isLive(predecessor))
      .map(({ successor, predecessor }) => ({
        of: predecessor,
        about: 'status',
        sentence: `${nameOf(successor)} says that it supersedes it; it does not say so itself.`,
        next: writeSuccessor(predecessor, successor),
      })),
  successor_silent: ({ successions }) =>
    successions
      .filter(({ saidBy }) => !saidBy.successor)
      .map(({ successor, predecessor }) => ({
        of: successor,
        sentence: `${nameOf(predecessor)} says that it is superseded by it; it does not say so itself.`,
        next: writePredecessor(successor, predecessor),
      })),
  no_successor: ({ graph, chains, successions }) => {
    const replaced = new Set(successions.map(({ predecessor }) => predecessor.row));
    return [...graph.records.values()]
      .filter(({ stage, supersededBy }) => stage === 'replaced' && supersededBy.length === 0)
      .filter(({ row }) => !replaced.has(row) && !replaced.has(chains.twins.get(row) ?? row))
      .map((of) => ({
        of,
        about: 'status',
        sentence: `It is ${String(of.status)}, and nothing says by what.`,
        next: nameSuccessor(of),
      }));
  },
  reversed_dates: ({ successions }) =>
    successions
      .filter(({ successor, predecessor }) => (successor.day ?? '9') < (predecessor.day ?? ''))
      .map(({ successor, predecessor }) => ({
        of: successor,
        sentence: `It is of ${String(successor.day)}, and takes the place of ${nameOf(predecessor)}, which is of ${String(predecessor.day)}.`,
        next: 'Correct one of the dates, or the direction of the link.',
      })),
  twins_disagree: ({ graph }) =>
    graph.twins
      .filter(({ file, row }) => standing(file) !== standing(row))
      .filter(({ file, row }) => file.status !== null && row.status !== null)
      .map(({ file, row }) => ({
        of: row,
        sentence: `It is ${String(row.status)}, and its file ${nameOf(file)} is ${String(file.status)}.`,
        next: 'Bring the two to the same status.',
      })),
  stale_proposal: ({ graph, staleBefore }) =>
    [...graph.records.values()]
      .filter(({ stage, day }) => stage === 'proposed' && day !== null && day < staleBefore)
      .map((of) => ({
        of,
        about: 'status',
        sentence: `It has been '${String(of.status)}' since ${String(of.day)}.`,
        next: 'Accept it, reject it, or give it a new date.',
      })),
  no_status: ({ graph, chains }) =>
    incomplete(graph, chains, ({ status }) => status === null).map((of) => ({
      of,
      sentence: 'It has no status.',
      next: 'Write one, such as "Status: accepted"; without one it counts as accepted.',
    })),
  no_date: ({ graph, chains }) =>
    incomplete(graph, chains, ({ day }) => day === null).map((of) => ({
      of,
      sentence: 'It has no date.',
      next: 'Write one, such as "Date: 2025-11-01"; without one it counts as having always been there.',
    })),
};

/** A number, a path or an id, and no mere words. */
const isLink = (reference: string): boolean =>
  /^\S+$/.test(reference) || /\]\(|^#?\d|\b(?:adr|rfc|madr)[-_ #]*\d/i.test(reference);

const VERBS = { supersedes: 'supersedes', superseded_by: 'is superseded by' } as const;

const says = ({ relation, reference }: Unresolved): string =>
  `It ${VERBS[relation]} '${reference.slice(0, 200)}'`;

const referring = ({ from, reference }: Unresolved): Pick<Fault, 'of' | 'about'> => ({
  of: from,
  about: { reference },
});

const isLive = ({ stage }: LifecycleRecord): boolean => stage === 'holding';

/** By what a search tells, too: one that still holds, such as the newest of a circle, is not replaced. */
const isReplaced = ({ row }: LifecycleRecord, { standings }: Chains): boolean => {
  const standing = standings.get(row);
  return standing !== undefined && !standing.holds;
};

function inCircle(of: LifecycleRecord, records: readonly LifecycleRecord[], chains: Chains): Fault {
  const ring = listed(records.map(nameOf));
  return {
    of,
    about: 'status',
    sentence:
      records.length === 1 ? `${ring} takes its own place.` : `${ring} take each other's place.`,
    next: `Remove the link that is wrong; until then ${whoCounts(of, chains)}.`,
  };
}

function whoCounts({ row }: LifecycleRecord, { standings, records }: Chains): string {
  const head = standings.get(row)?.head ?? row;
  const name = nameOf(records.get(head) as LifecycleRecord);
  return standings.get(head)?.holds === false
    ? `none of them counts as the one that holds`
    : `${name} counts as the one that holds`;
}

const STANDINGS: Readonly<Record<Stage, string>> = {
  unstated: 'holds',
  holding: 'holds',
  proposed: 'proposed',
  refused: 'refused',
  over: 'over',
  replaced: 'over',
};
const standing = ({ stage }: LifecycleRecord): string => STANDINGS[stage];

/** Decisions that lack something that their other record does not say either. */
const incomplete = (
  { records }: ChainGraph,
  { twins }: Chains,
  lacks: (record: LifecycleRecord) => boolean,
): readonly LifecycleRecord[] =>
  [...records.values()].filter((record) => {
    const twin = records.get(twins.get(record.row) ?? NaN);
    return record.decides && lacks(record) && (!twin || lacks(twin));
  });

/** Who came later has taken a number that was given. */
const newestFirst = (a: LifecycleRecord, b: LifecycleRecord): number =>
  (b.day ?? '').localeCompare(a.day ?? '') || b.row - a.row;

/** Decisions of one kind with the same number in the same repository, folder and series. */
function alike({ records }: ChainGraph): readonly (readonly LifecycleRecord[])[] {
  const groups = new Map<string, LifecycleRecord[]>();
  for (const record of records.values()) {
    if (record.number === null || !record.decides) continue;
    const place = [record.kind, ...record.repos.toSorted(), folderOf(record), seriesOf(record)];
    const key = [...place, plainNumber(record.number)].join('\0');
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
