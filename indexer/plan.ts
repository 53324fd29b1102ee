import { createHash } from 'node:crypto';

import type { Span } from '#embeddings/embedder';
import { joinPassage } from '#embeddings/template';
import type { JobOutcome, NewPassage, StoredPassage, StoredSection } from '#src/store/store';

/** A passage that should be: where it lies, and the text that is embedded for it. */
export interface WantedPassage extends Omit<StoredPassage, 'passage'> {
  readonly text: string;
}

/** What is to be done so that what is stored becomes what should be. */
export interface PassagePlan {
  readonly embed: readonly WantedPassage[];
  /** Stored passages whose text is wanted still, at their new place. */
  readonly keep: readonly StoredPassage[];
  readonly drop: readonly number[];
}

export interface CutSection {
  readonly section: StoredSection;
  /** Put before each passage, and part of its hash. */
  readonly header: string;
  readonly spans: readonly Span[];
}

/** The passages of one record, in order. */
export function wantedPassages(sections: readonly CutSection[]): readonly WantedPassage[] {
  return sections
    .flatMap(({ section, header, spans }) =>
      spans.map(({ start, end }) => {
        const text = joinPassage(header, section.text.slice(start, end));
        return { section: section.section, start, end, text, hash: hashOf(text) };
      }),
    )
    .map((passage, ordinal) => ({ ...passage, ordinal }));
}

/**
 * Compares by hash within one record, so that a passage that only moved is not embedded again
 * and the same text in another record is its own passage. Pure.
 */
export function planPassages(
  stored: readonly StoredPassage[],
  wanted: readonly WantedPassage[],
): PassagePlan {
  const free = new Map<string, StoredPassage[]>();
  for (const passage of stored)
    free.set(passage.hash, [...(free.get(passage.hash) ?? []), passage]);
  const matched = wanted.map((want) => ({ want, have: free.get(want.hash)?.shift() }));
  return {
    embed: matched.flatMap(({ want, have }) => (have ? [] : [want])),
    keep: matched.flatMap(({ want, have }) => (have ? [placed(want, have.passage)] : [])),
    drop: [...free.values()].flat().map(({ passage }) => passage),
  };
}

/** The plan as the store carries it out, with a vector for each passage of `plan.embed`, in order. */
export function planOutcome(
  job: { readonly row: number; readonly version: number },
  plan: PassagePlan,
  vectors: readonly Float32Array[],
): JobOutcome {
  const add = plan.embed.map(({ text: _, ...place }, index): NewPassage => {
    const vector = vectors[index];
    if (!vector) throw new RangeError('There are fewer vectors than passages to embed.');
    return { ...place, vector };
  });
  return { row: job.row, version: job.version, drop: plan.drop, keep: plan.keep, add };
}

const placed = ({ text: _, ...place }: WantedPassage, passage: number): StoredPassage => ({
  ...place,
  passage,
});

/** 128 bits, in hexadecimal. */
const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);
