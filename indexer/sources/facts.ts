import type { TextBlock, TextLine } from './blocks.ts';
import { ownRelationsIn, relationsIn } from './adr-links.ts';
import { isBareStatus, statusIn } from './adr-status.ts';
import { factNameOf, fieldOf, type FactName } from './fact-names.ts';
import { linesOfValue, type Metadata } from './front-matter.ts';

/** Something that a document says about itself, in its own words. */
export interface Fact {
  readonly name: FactName;
  readonly lines: readonly string[];
  /** Taken from a sentence, whose words are no title. */
  readonly inProse?: true;
}

/** Headings over what other templates put under the title. */
const ABOUT_DOCUMENT =
  /^(?:meta ?data|meta|info(?:rmation)?|header|document (?:control|info\w*)|details|properties)$/i;
/** Headings over relations to other decisions. */
const ABOUT_OTHERS =
  /^(?:links?|related.*|relations?|references|see also|more information|notes?|history|change ?log|updates?)\b/i;

/** Facts of a document, the most deliberate first: front matter, fields, sections, sentences. */
export function factsOf(metadata: Metadata, blocks: readonly TextBlock[]): readonly Fact[] {
  const heads = blocks.filter((block, at) => at < 2 || ABOUT_DOCUMENT.test(block.heading));
  const headLines = heads.flatMap((block) => block.lines());
  return [
    ...Object.entries(metadata).flatMap(([key, value]) => metadataFacts(key, linesOfValue(value))),
    ...fieldsIn(headLines),
    ...blocks.flatMap(headingFacts),
    ...headLines.flatMap(({ text }) => ownRelationsIn(text)).map(relationFact),
    ...blocks.filter((block) => ABOUT_OTHERS.test(block.heading)).flatMap(relationLines),
    ...headLines.filter(({ text }) => isBareStatus(text)).map(statusFact),
    ...blocks.slice(2).flatMap(plainStatus),
  ];
}

/** MADR says `status: superseded by [ADR-0123](0123-example.md)`. */
const metadataFacts = (key: string, lines: readonly string[]): readonly Fact[] =>
  factOf(key, lines).flatMap((fact) =>
    fact.name === 'status' ? [fact, ...lines.flatMap(relationsIn).map(relationFact)] : [fact],
  );

function factOf(key: string, lines: readonly string[]): readonly Fact[] {
  const name = factNameOf(key);
  return name && lines.length > 0 ? [{ name, lines }] : [];
}

/** `Status: accepted` lines; a key without a value is answered by the deeper lines below it, or the next one. */
function fieldsIn(lines: readonly TextLine[]): readonly Fact[] {
  return lines.flatMap((line, at) => {
    const field = fieldOf(line.text);
    if (!field) return [];
    const values = field.value === '' ? linesBelow(lines, at) : [field.value];
    return values.length > 0 ? [{ name: field.name, lines: values }] : [];
  });
}

function linesBelow(lines: readonly TextLine[], at: number): readonly string[] {
  const depth = lines[at]?.depth ?? 0;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => line.depth <= depth);
  const deeper = rest.slice(0, end < 0 ? rest.length : end);
  const next = rest[0];
  if (deeper.length > 0 || !next || fieldOf(next.text)) return deeper.map((line) => line.text);
  return depth === 0 ? [next.text] : [];
}

/** `## Status` with its text, `## Status: accepted`. */
function headingFacts(block: TextBlock): readonly Fact[] {
  const field = fieldOf(block.heading);
  if (field && field.value !== '') return [{ name: field.name, lines: [field.value] }];
  const name = factNameOf(block.heading);
  if (!name) return [];
  const lines = block.lines();
  const own: Fact = { name, lines: lines.map((line) => line.text) };
  if (name !== 'status') return [own];
  const stated = lines.flatMap(({ text }) => relationsIn(text)).map(relationFact);
  return [own, ...fieldsIn(lines), ...stated];
}

const relationFact = ({ name, object }: { name: FactName; object: string }): Fact => ({
  name,
  lines: [object],
  inProse: true,
});

const relationLines = (block: TextBlock): readonly Fact[] =>
  block
    .lines()
    .flatMap(({ text }) => ownRelationsIn(text))
    .map(relationFact);

const statusFact = ({ text }: TextLine): Fact => ({ name: 'status', lines: [text] });

/** A `Status: accepted` anywhere else counts when it can be nothing but a decision's. */
function plainStatus(block: TextBlock): readonly Fact[] {
  if (block.level > 2 || !/\bstat(?:us|e)\b/i.test(block.source)) return [];
  const field = block
    .lines()
    .map((line) => fieldOf(line.text))
    .find((each) => each?.name === 'status');
  const words = field?.value.split(/\s+/).length ?? 0;
  return field && words === 1 && statusIn([field.value])
    ? [{ name: 'status', lines: [field.value] }]
    : [];
}
