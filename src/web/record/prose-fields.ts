import type { AnyRecord, Kind } from '#src/kinds/kind';
import { parseMarkdown, type ParsedMarkdown } from '#src/web/markdown/parse';

/** A text of a record. */
export interface ProseField {
  /** Of its field. */
  readonly name: string;
  readonly text: string;
  /** How it is written: as its record says, and Markdown where it does not. */
  readonly format: string;
  /** Of one in Markdown. */
  readonly parsed?: ParsedMarkdown;
}

/** Longer texts are prose, whatever their field is for. */
const LONG = 160;

/** The fields of a record that are read rather than looked up: its texts, and whatever else is long. Pure. */
export function proseFields(kind: Kind, record: AnyRecord): readonly ProseField[] {
  const own = kind.passages?.text ?? [];
  const names = [...own, ...Object.keys(kind.fields).filter((name) => !own.includes(name))];
  return names.flatMap((name) => {
    const text = record[name];
    if (kind.fields[name]?.type !== 'string' || typeof text !== 'string') return [];
    const isRead = own.includes(name) || isLong(text);
    if (!isRead || name === kind.title || text.trim() === '') return [];
    const format = formatOf(kind, record, name);
    return [{ name, text, format, ...(format === 'markdown' && { parsed: parseMarkdown(text) }) }];
  });
}

const isLong = (text: string): boolean => text.length > LONG || text.trim().includes('\n');

function formatOf({ passages }: Kind, record: AnyRecord, field: string): string {
  const said = passages?.text.includes(field) ? record[passages.format ?? ''] : undefined;
  return typeof said === 'string' ? said : 'markdown';
}
