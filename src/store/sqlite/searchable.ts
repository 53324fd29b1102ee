import { createHash } from 'node:crypto';

import type { AnyRecord, Kind } from '#src/kinds/kind';
import { sectionsOf, type Section } from '#src/kinds/sections';
import { titleOf } from '#src/kinds/title';

/** What of a record is found: its sections, and a hash that changes when any of it does. */
export interface Searchable {
  readonly title: string;
  readonly sections: readonly Section[];
  readonly hash: string;
}

/** Undefined for a kind without passages, and for a record without any text. */
export function searchableOf(kind: Kind, record: AnyRecord): Searchable | undefined {
  if (!kind.passages) return undefined;
  const title = titleOf(kind, record);
  const sections = sectionsOf(kind, record);
  const found = sections.length > 0 ? sections : titleSection(kind, record);
  if (found.length === 0) return undefined;
  const context = kind.passages.context.map((field) => record[field] ?? null);
  const content = JSON.stringify([title, context, found]);
  return { title, sections: found, hash: createHash('sha256').update(content).digest('hex') };
}

/** A task without notes is still found by its title. */
function titleSection(kind: Kind, record: AnyRecord): readonly Section[] {
  const text = record[kind.title];
  if (typeof text !== 'string' || text.trim() === '') return [];
  return [{ field: kind.title, heading: [], text, start: 0, end: text.length }];
}

/** Identity of a section within its record, wherever it moves. */
export const sectionKey = (section: Pick<Section, 'field' | 'heading' | 'text'>): string =>
  JSON.stringify([section.field, section.heading, section.text]);
