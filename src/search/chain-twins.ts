import type { RecordRow } from '#src/store/store';

import { folderOf, plainNumber, type NamedRecords } from './chain-names.ts';
import { resolveReference, shares } from './chain-references.ts';
import type { LifecycleRecord } from './chain-records.ts';

/** An ADR file and the row that says the same (DESIGN, resolved question 13). */
export interface Twins {
  readonly file: LifecycleRecord;
  readonly row: LifecycleRecord;
}

/** The files that a row may be told by: those that it names, or the only one with its number in its repository. */
export const claimsOf = (row: LifecycleRecord, named: NamedRecords): readonly Twins[] =>
  row.path === null ? filesOf(row, named).map((file): Twins => ({ file, row })) : [];

/**
 * Pairs, one to one. A file that several rows claim is the twin of the one with its number or title,
 * else of none: they are decisions of their own, which the file tells of.
 */
export const pairsOf = (claims: readonly Twins[]): readonly Twins[] =>
  best(
    best(claims, ({ file }) => file.row),
    ({ row }) => row.row,
  );

function filesOf(row: LifecycleRecord, named: NamedRecords): readonly LifecycleRecord[] {
  const told = row.file.flatMap((reference) => {
    const resolution = resolveReference(reference, row, named);
    const found = 'found' in resolution ? [resolution.found] : [];
    return found.filter((each) => each.row !== row.row);
  });
  const files = told.length > 0 ? told : sameNumber(row, named);
  return files.filter((file) => file.path !== null && file.decides);
}

/** Repositories number anew in every folder: a number that stands in two of them says nothing. */
function sameNumber(row: LifecycleRecord, named: NamedRecords): readonly LifecycleRecord[] {
  if (row.number === null || row.repos.length === 0) return [];
  const files = named
    .byNumber(plainNumber(row.number))
    .filter((each) => folderOf(each) !== null && shares(each, row.repos));
  return files.length === 1 ? files : [];
}

/** Of pairs that share one side the only one, or the only one that agrees in more than the reference. */
function best(pairs: readonly Twins[], sideOf: (pair: Twins) => RecordRow): readonly Twins[] {
  const sides = new Map<RecordRow, Twins[]>();
  for (const pair of pairs) {
    const known = sides.get(sideOf(pair));
    if (known) known.push(pair);
    else sides.set(sideOf(pair), [pair]);
  }
  return [...sides.values()].flatMap((rivals) => {
    if (rivals.length === 1) return rivals;
    const agreeing = rivals.filter(agree);
    return agreeing.length === 1 ? agreeing : [];
  });
}

const agree = ({ file, row }: Twins): boolean =>
  (file.number !== null &&
    row.number !== null &&
    plainNumber(file.number) === plainNumber(row.number)) ||
  file.title.toLowerCase() === row.title.toLowerCase();
