import { kindOf } from '#src/kinds/index';
import type { Field } from '#src/kinds/field';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { check } from '#src/search/check';
import { treeFault } from '#src/search/json-tree';
import { didYouMean } from '#src/search/nearest-name';
import { importedValue } from '#src/transfer/imported-value';
import { hasMetadata, METADATA } from '#src/transfer/metadata';
import { paced } from '#src/transfer/paced';

import type { ImportFault, ImportNote, PlacedRecord, UnknownFields } from './types.ts';

/** A record whose values fit its kind. */
export interface Candidate {
  readonly given: PlacedRecord;
  readonly value: AnyRecord;
  /** Fields that the kind lacks, to be kept in `metadata`. */
  readonly extra?: AnyRecord;
}

export interface Checked {
  readonly candidates: readonly Candidate[];
  readonly faults: readonly ImportFault[];
  readonly warnings: readonly ImportNote[];
}

/** Checks every record by itself: its fields, their types, and that it can be kept as it is. */
export async function checkRecords(
  records: readonly PlacedRecord[],
  unknown: UnknownFields,
): Promise<Checked> {
  const candidates: Candidate[] = [];
  const faults: ImportFault[] = [];
  const warnings: ImportNote[] = [];
  for await (const given of paced(records)) {
    const checked = checkRecord(given, unknown);
    if (!('candidate' in checked)) faults.push(...checked.faults);
    else {
      candidates.push(checked.candidate);
      warnings.push(...unknownValues(checked.candidate));
    }
  }
  return { candidates, faults, warnings };
}

type CheckedRecord =
  { readonly candidate: Candidate } | { readonly faults: readonly ImportFault[] };

function checkRecord(given: PlacedRecord, unknown: UnknownFields): CheckedRecord {
  const kind = kindOf(given.kind);
  const unfit = treeFault(given.value);
  if (unfit) return { faults: [faultAt(given, unfit.pointer, `It ${unfit.detail}.`)] };
  const { known, extra } = split(kind, given, unknown);
  const crowded = extra && crowdedOut(kind, known, extra);
  if (crowded !== undefined) return { faults: [faultAt(given, '', crowded)] };
  const checked = check(kind.imported, readable(kind, known), {
    pointer: given.source.pointer,
    known: Object.keys(kind.fields),
    label: kind.label,
  });
  if ('issues' in checked)
    return {
      faults: checked.issues.map(({ pointer = '', detail }) => ({
        source: { file: given.source.file, pointer },
        reason: detail,
        ...idOf(kind, given),
        given,
      })),
    };
  return { candidate: { given, value: checked.value, ...(extra && { extra }) } };
}

/** A fault of a record, at a pointer within it. */
export const faultAt = (given: PlacedRecord, pointer: string, reason: string): ImportFault => ({
  source: { file: given.source.file, pointer: given.source.pointer + pointer },
  reason,
  ...idOf(kindOf(given.kind), given),
  given,
});

function idOf(kind: Kind, { value }: PlacedRecord): { readonly id?: string } {
  const id = value[kind.primaryKey];
  return typeof id === 'string' ? { id } : {};
}

/** Values in the forms that older programs write them; what is not given is left out. */
const readable = (kind: Kind, record: AnyRecord): AnyRecord =>
  Object.fromEntries(
    Object.entries(record)
      .map(([name, value]) => [name, importedValue(kind.fields[name], value)] as const)
      .filter(
        ([name, value]) => value !== undefined && !(value === null && fillsItself(kind, name)),
      ),
  );

/** A field that is never empty and has a value of its own when none is given: null then means "not given". */
function fillsItself(kind: Kind, name: string): boolean {
  const field: Field | undefined = kind.fields[name];
  if (!field || field.nullable) return false;
  return field.primaryKey || field.generated || field.default !== undefined || name in kind.copies;
}

function split(
  kind: Kind,
  { value, extra = {} }: PlacedRecord,
  unknown: UnknownFields,
): { readonly known: AnyRecord; readonly extra?: AnyRecord } {
  const isKept = unknown === 'metadata' && hasMetadata(kind);
  const isKnown = ([name]: readonly [string, unknown]): boolean =>
    !isKept || Object.hasOwn(kind.fields, name);
  const entries = Object.entries(value);
  const strange = entries.filter((entry) => !isKnown(entry));
  const all = { ...extra, ...Object.fromEntries(strange) };
  return {
    known: Object.fromEntries(entries.filter(isKnown)),
    ...(Object.keys(all).length > 0 && { extra: all }),
  };
}

/** A name that stands both beside the metadata and in it, with different values: neither may be lost. */
function crowdedOut(kind: Kind, known: AnyRecord, extra: AnyRecord): string | undefined {
  const metadata = known[METADATA];
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const name = Object.keys(extra).find((key) => Object.hasOwn(metadata, key));
  return name === undefined
    ? undefined
    : `'${name}' is no field of a ${kind.label}, and its metadata has a '${name}' already.`;
}

/** The metadata with the fields that have no column. */
export const withExtra = (value: AnyRecord, extra: AnyRecord | undefined): AnyRecord =>
  extra ? { ...value, [METADATA]: { ...(value[METADATA] as AnyRecord | null), ...extra } } : value;

/** Resolved question 11: an unknown value of an enumeration is kept, and told. */
function unknownValues({ given, value }: Candidate): readonly ImportNote[] {
  const kind = kindOf(given.kind);
  return Object.entries(value).flatMap(([name, word]) => {
    const values = kind.fields[name]?.values ?? [];
    if (values.length === 0 || typeof word !== 'string' || values.includes(word)) return [];
    const detail = `'${word}' is none of ${values.join(', ')}; it is kept.${didYouMean(word, values)}`;
    const source = { file: given.source.file, pointer: `${given.source.pointer}/${name}` };
    return [{ source, kind: given.kind, ...idOf(kind, given), detail }];
  });
}
