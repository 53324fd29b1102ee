/** UTF-16 offsets into a text: `text.slice(start, end)`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A heading: `start` and `end` cover its lines with their marks and underlines. */
export interface Heading extends Range {
  /** 1 is the outermost. */
  readonly level: number;
  /** Without inline markup. */
  readonly text: string;
}

/** Where a text's headings are, in order. What lies before `bodyStart` (front matter) is no prose. */
export interface Outline {
  readonly bodyStart: number;
  readonly headings: readonly Heading[];
}

/** The prose under one heading; `path` holds the headings above it, outermost first. */
export interface Block extends Range {
  readonly path: readonly string[];
}

/**
 * The prose of a text between its headings, in order, blank pieces included.
 * The heading that only repeats `title` is in no path.
 */
export function blocksBetween(outline: Outline, length: number, title: string): readonly Block[] {
  const titleHeading = outline.headings.find(
    (heading) => heading.level === 1 && repeatsTitle(heading.text, title),
  );
  const above: Heading[] = [];
  const blocks: Block[] = [];
  let start = outline.bodyStart;
  for (const heading of outline.headings) {
    blocks.push({
      path: above.map((each) => each.text),
      start,
      end: heading.start,
    });
    while (above.length > 0 && (above.at(-1) as Heading).level >= heading.level) above.pop();
    if (heading !== titleHeading && heading.text !== '') above.push(heading);
    start = heading.end;
  }
  blocks.push({ path: above.map((each) => each.text), start, end: length });
  return blocks;
}

/** A decision's heading often carries its number, which its title does not: `ADR-0012: Use SQLite`. */
const NUMBER_PREFIX = /^[a-z]{0,20}\d{1,5}$/;

function repeatsTitle(heading: string, title: string): boolean {
  const [said, name] = [lettersOf(heading), lettersOf(title)];
  if (name === '') return false;
  return said === name || (said.endsWith(name) && NUMBER_PREFIX.test(said.slice(0, -name.length)));
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
