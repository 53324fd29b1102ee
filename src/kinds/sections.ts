import type { AnyRecord, Kind } from './kind.ts';
import { asciidocOutline } from './text/asciidoc.ts';
import { cutRange, trimmed } from './text/cut.ts';
import { drawioLabels } from './text/drawio.ts';
import { markdownOutline } from './text/markdown.ts';
import { mermaidLabels } from './text/mermaid.ts';
import { blocksBetween, type Outline } from './text/outline.ts';
import { plantumlLabels } from './text/plantuml.ts';
import { rstOutline } from './text/rst.ts';
import type { DocFormat } from './vocabulary.ts';

/**
 * A section: a piece of a record's text as its author cut it. Model-independent, what the
 * keyword index holds, and what passages point into.
 */
export interface Section {
  /** The record's field that the text comes from. */
  readonly field: string;
  /** Headings above the text, outermost first, without the record's own title. */
  readonly heading: readonly string[];
  /** `record[field].slice(start, end)`; of a diagram its labels, one per line, instead. */
  readonly text: string;
  /** UTF-16 offsets of the text in the field; of a diagram its source. */
  readonly start: number;
  readonly end: number;
}

type Piece = Omit<Section, 'field'>;

/** Formats of prose: where their headings are. */
const OUTLINES: ReadonlyMap<unknown, (text: string) => Outline> = byFormat({
  markdown: markdownOutline,
  rst: rstOutline,
  asciidoc: asciidocOutline,
  text: () => ({ bodyStart: 0, headings: [] }),
});

/** Formats of diagrams: what they say to people. */
const LABELS: ReadonlyMap<unknown, (source: string) => string> = byFormat({
  mermaid: mermaidLabels,
  plantuml: plantumlLabels,
  drawio: drawioLabels,
});

/**
 * The sections of a record's text fields, in order, none blank, none overlapping. Headings, the
 * title and front matter are in no section's text. Pure; an unknown format is read as Markdown.
 */
export function sectionsOf(kind: Kind, record: AnyRecord): readonly Section[] {
  const { passages } = kind;
  if (!passages) return [];
  const format = (passages.format && record[passages.format]) ?? 'markdown';
  const title = record[kind.title];
  return passages.text.flatMap((field) => {
    const text = record[field];
    if (typeof text !== 'string' || text.trim() === '') return [];
    return piecesOf(text, format, typeof title === 'string' ? title : '').map((piece) => ({
      field,
      ...piece,
    }));
  });
}

function piecesOf(text: string, format: unknown, title: string): readonly Piece[] {
  const labels = LABELS.get(format);
  return labels
    ? diagramPiece(text, labels)
    : prosePieces(text, (OUTLINES.get(format) ?? markdownOutline)(text), title);
}

function diagramPiece(source: string, labelsOf: (source: string) => string): readonly Piece[] {
  const text = labelsOf(source);
  const range = trimmed(source, { start: 0, end: source.length });
  return text === '' ? [] : [{ heading: [], text, ...range }];
}

const prosePieces = (text: string, outline: Outline, title: string): readonly Piece[] =>
  blocksBetween(outline, text.length, title).flatMap((block) =>
    cutRange(text, block).map(({ start, end }) => ({
      heading: block.path,
      text: text.slice(start, end),
      start,
      end,
    })),
  );

/** A map, for a table in an object literal would know a format called `constructor`. */
function byFormat<T>(table: Partial<Record<DocFormat, T>>): ReadonlyMap<unknown, T> {
  return new Map(Object.entries(table));
}
