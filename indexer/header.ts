import { passageHeader } from '#embeddings/template';
import { kindOf } from '#src/kinds/index';
import type { RecordHead, StoredSection } from '#src/store/store';

/**
 * What stands before each passage of a section: title, the kind's context fields, and the headings above
 * it. An id that stands in for a title says nothing, and is left out.
 */
export function headerOf(head: RecordHead, section: StoredSection): string {
  const kind = kindOf(head.kind);
  const title = section.field === kind.title || head.title === head.id ? '' : head.title;
  const context = (kind.passages?.context ?? []).map(
    (field) => [field, textOf(head.record[field])] as const,
  );
  return passageHeader({ title, context, heading: section.heading });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
