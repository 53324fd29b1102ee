import { pointerToken } from '#src/search/json-pointer';
import type {
  FormatOptions,
  ReadFormat,
  SourceFile,
  SourceReading,
} from '#src/transfer/import/format-types';
import type { ImportFault, ImportNote, Place, PlacedRecord } from '#src/transfer/import/types';

import { BEAD, kindOfBead, type Bead } from './line.ts';
import { labelsOf, linksOf, type BeadKinds } from './links.ts';
import { isKnownPriority, isKnownStatus, recordOf } from './record.ts';

/**
 * Reads the issue list of beads (github.com/steveyegge/beads): one JSON object in each line. Bugs
 * become issues, all others tasks; what beads calls a dependency becomes a task's dependency or a
 * link. Ids are kept, and links and tags have none: an import finds those that say the same, so that
 * to import a file again changes nothing.
 */
export const readBeads: ReadFormat = (files, options) => {
  const lines = files.flatMap(linesOf);
  const beads = lines.flatMap((line) => ('bead' in line ? [line] : []));
  const kinds: BeadKinds = new Map(beads.map(({ bead }) => [bead.id, kindOfBead(bead)]));
  const read = beads.map((placed) => readBead(placed, kinds, options));
  return {
    records: read.flatMap(({ records }) => records),
    warnings: read.flatMap(({ warnings }) => warnings),
    faults: lines.flatMap((line) => ('fault' in line ? [line.fault] : [])),
  };
};

interface PlacedBead {
  readonly bead: Bead;
  readonly source: Place;
}

type Line = PlacedBead | { readonly fault: ImportFault };

const linesOf = ({ name, text }: SourceFile): readonly Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [readLine(line, { file: name, pointer: `line ${index + 1}` })],
    );

function readLine(line: string, source: Place): Line {
  try {
    return checked(JSON.parse(line, withoutNull), source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: { source, reason: `This line is not JSON: ${reason}.`, record: line } };
  }
}

/** What is null is not given. */
const withoutNull = (_: string, value: unknown): unknown => value ?? undefined;

function checked(record: unknown, source: Place): Line {
  const { data, error } = BEAD.safeParse(record);
  if (!error) return { bead: data, source };
  const [first] = error.issues;
  const path = (first?.path ?? []).map((key) => `/${pointerToken(String(key))}`).join('');
  return {
    fault: {
      source: { ...source, pointer: source.pointer + path },
      reason: first?.message ?? 'This is no issue of beads.',
      record,
    },
  };
}

type BeadReading = Pick<SourceReading, 'records' | 'warnings'>;

function readBead(
  { bead, source }: PlacedBead,
  kinds: BeadKinds,
  { repo }: FormatOptions,
): BeadReading {
  const { dependencies, links, unplaced } = linksOf(bead, kinds);
  const { tags, unplaced: labels } = labelsOf(bead);
  const kind = kindOfBead(bead);
  const records: readonly PlacedRecord[] = [
    { kind, value: recordOf(bead, { dependencies, unplaced, labels, repo }), source },
    ...[...links, ...tags].map((record) => ({ ...record, source, aside: true })),
  ];
  const details = [
    ...unplaced.map(
      ({ depends_on_id: id, type }) =>
        `It is tied to '${id}' (${type ?? 'blocks'}), which no file has: kept in metadata.`,
    ),
    ...labels.map((text) => `The label '${text}' cannot be a tag: kept in metadata.`),
    ...unknownWords(bead),
  ];
  return {
    records,
    warnings: details.map((detail): ImportNote => ({ source, kind, id: bead.id, detail })),
  };
}

const unknownWords = (bead: Bead): readonly string[] => [
  ...(isKnownStatus(bead)
    ? []
    : [`The status '${bead.status}' is not one of beads: taken as open.`]),
  ...(isKnownPriority(bead)
    ? []
    : [`The priority ${bead.priority} is not 0 to 4: kept in metadata.`]),
];
