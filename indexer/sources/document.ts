import { createHash } from 'node:crypto';
import { basename } from 'node:path/posix';

import type { InputOf } from '#src/kinds/index';
import { inflateDrawio } from '#src/kinds/text/drawio';
import { parseTimestamp } from '#src/kinds/timestamp';
import type { DocFormat } from '#src/kinds/vocabulary';

import { dayOfName, daysIn } from './adr-date.ts';
import { numberOfName, numberOfTitle } from './adr-number.ts';
import { peopleIn } from './adr-people.ts';
import { statusIn, type StatedStatus } from './adr-status.ts';
import { textBlocks, type TextBlock } from './blocks.ts';
import { withUnixLines } from './decode.ts';
import { documentType, folderOf, isTemplate, namesake } from './document-type.ts';
import type { FactName } from './fact-names.ts';
import { factsOf, type Fact } from './facts.ts';
import { formatOf } from './formats.ts';
import { linesOfValue, readFrontMatter, type Metadata } from './front-matter.ts';
import { otherMetadata } from './other-metadata.ts';
import { relatedIn } from './related.ts';
import { titleOf } from './title.ts';

/** What a file becomes. Fields that the file does not state are null; `id` and `indexed_at` are the store's. */
export type DocumentInput = DocumentFields & { readonly content_hash: string };
type DocumentFields = Omit<InputOf<'documents'>, 'id' | 'indexed_at' | 'content_hash'>;

/** A file's text and where it lies. */
export interface DocumentSource {
  readonly repo: string;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Where its code host shows it. */
  readonly url?: string | null;
}

/**
 * Reads a file into a document. Pure, and total: any text gives a document. A file says its
 * state, day, deciders and relations in front matter, fields, tables, sections or sentences;
 * nothing is made up, and a template states nothing.
 */
export function readDocument(source: DocumentSource): DocumentInput {
  const format = formatOf(source.path) ?? 'text';
  const text = contentOf(format, source.text);
  const metadata = format === 'markdown' ? readFrontMatter(text) : {};
  const blocks = textBlocks(format, text);
  const facts = isTemplate(source.path) ? [] : factsOf(metadata, blocks);
  return hashed({
    ...described({ ...source, text, format, metadata, blocks }, facts),
    ...statedBy(facts, source),
  });
}

interface Parsed extends DocumentSource {
  readonly format: DocFormat;
  readonly metadata: Metadata;
  readonly blocks: readonly TextBlock[];
}

const contentOf = (format: DocFormat, text: string): string =>
  format === 'drawio' ? inflateDrawio(withUnixLines(text)) : withUnixLines(text);

/** What it is: type, title, number and the rest of its front matter. */
function described(parsed: Parsed, facts: readonly Fact[]) {
  const { repo, path, text, format, metadata, blocks } = parsed;
  const headings = blocks.slice(1).map((block) => ({ level: block.level, text: block.heading }));
  const given = linesOfValue(metadata.title)[0];
  const title = given ?? headings[0]?.text ?? '';
  const hasStatus = facts.some((fact) => fact.name === 'status');
  const docType = documentType({
    ...parsed,
    title,
    hasStatus,
    headings: headings.map((each) => each.text),
  });
  const number =
    docType === 'adr' ? (numberOfName(namesake(path)) ?? numberOfTitle(title)) : undefined;
  return {
    title: titleOf({ repo, path, format, docType, given, headings, text }),
    doc_type: docType,
    format,
    repo,
    path,
    url: parsed.url ?? null,
    number: number?.number ?? null,
    content: text,
    metadata: otherMetadata(metadata, facts, { series: number?.series, origin: parsed }),
  };
}

/** What it says about itself. */
function statedBy(facts: readonly Fact[], source: DocumentSource) {
  const status = firstOf(facts, 'status', statusIn);
  const references = (name: FactName) => listOrNull(relatedIn(facts, name, source));
  const supersededBy = references('superseded_by');
  return {
    status: currentStatus(status, supersededBy),
    date: dateOf(facts, status) ?? dayOfPath(source.path) ?? null,
    deciders:
      firstOf(facts, 'deciders', (lines) => listOrNull(peopleIn(lines)) ?? undefined) ?? null,
    supersedes: references('supersedes'),
    superseded_by: supersededBy,
  };
}

/** States in which a decision is over for a reason of its own. */
const ENDED = ['rejected', 'deprecated', 'superseded'];

/** adr-tools leaves "Accepted" above "Superseded by …": what the file says of its successor is the later word. */
const currentStatus = (stated: StatedStatus | undefined, successors: readonly string[] | null) =>
  successors && !ENDED.includes(stated?.status ?? '') ? 'superseded' : (stated?.status ?? null);

/** The day that a file's name begins with, else its folder's. */
const dayOfPath = (path: string): string | undefined =>
  dayOfName(basename(path)) ?? dayOfName(folderOf(path));

/** The day of the decision, else of its state, else of the file. */
function dateOf(facts: readonly Fact[], status: StatedStatus | undefined): string | undefined {
  const dayIn = (lines: readonly string[]): string | undefined =>
    lines.map(dayOfLine).find(Boolean);
  return (
    firstOf(facts, 'date', dayIn) ??
    status?.day ??
    firstOf(facts, 'created', dayIn) ??
    firstOf(facts, 'updated', dayIn)
  );
}

const dayOfLine = (line: string): string | undefined =>
  daysIn(line)[0]?.day ??
  parseTimestamp(line)?.slice(0, 10) ??
  (/^\d{8}$/.test(line.trim()) ? dayOfName(line.trim()) : undefined);

function firstOf<T>(
  facts: readonly Fact[],
  name: FactName,
  read: (lines: readonly string[]) => T | undefined,
): T | undefined {
  for (const fact of facts) {
    const value = fact.name === name ? read(fact.lines) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

const listOrNull = (values: readonly string[]): readonly string[] | null =>
  values.length > 0 ? [...new Set(values)] : null;

/** The hash covers all that was derived, so that a better parser counts as a change. */
function hashed(document: DocumentFields): DocumentInput {
  const pairs = Object.entries(document).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const content_hash = createHash('sha256').update(JSON.stringify(pairs)).digest('hex');
  return { ...document, content_hash };
}
