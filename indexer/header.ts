import { passageHeader } from '#embeddings/template';
import { kindOf } from '#src/kinds/index';
import type { RecordHead, StoredSection } from '#src/store/store';

/** What stands before each passage of a section: title, the kind's context fields, and the headings above it. */
export function headerOf(head: RecordHead, section: StoredSection): string {
  const kind = kindOf(head.kind);
  const title = section.field === kind.title ? '' : head.title;
  const context = (kind.passages?.context ?? []).map(
    (field) => [field, textOf(head.record[field])] as const,
  );
  return passageHeader({ title, context, heading: section.heading });
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** A moment is shown as its day: nobody searches for the second. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return MOMENT.test(text) ? text.slice(0, 10) : text;
}
