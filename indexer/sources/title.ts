import { basename, extname } from 'node:path/posix';

import type { DocFormat } from '#src/kinds/vocabulary';

import { withoutDay } from './adr-date.ts';
import { withoutNumber, withoutNumberInName } from './adr-number.ts';
import { folderOf, isDecisionFolder, namesake, type DocType } from './document-type.ts';

/** Where a title may be found. */
export interface TitleClues {
  readonly repo: string;
  readonly path: string;
  readonly format: DocFormat;
  readonly docType: DocType;
  /** From the front matter. */
  readonly given: string | undefined;
  readonly headings: readonly { readonly level: number; readonly text: string }[];
  readonly text: string;
}

/** What templates say where the title belongs. */
const PLACEHOLDER =
  /^[[{<].*[\]}>]$|^(?:title|untitled|(?:adr )?template|title of the (?:decision record|adr|decision)|short title.*)$/i;

/** What decisions open with that is no title: a section, or what they are. */
const SECTION =
  /^(?:adr|(?:.{1,60} [-–—:] )?(?:architect\w+ )?decision records?(?: template)?|status|context|decision|rationale|approach|consequences|context and problem statement|problem(?: statement)?|summary|introduction|overview|background|motivation|goals?|what|why|metadata|table of contents|toc|description)$/i;

/** A title in a diagram's own words. */
const DIAGRAM_TITLE: Partial<Record<DocFormat, RegExp>> = {
  mermaid: /^\s*title\s*:?\s+(.{1,200})$/m,
  plantuml: /^\s*title\s+(.{1,200})$/m,
};

/** A document's title: its front matter's, its first heading's, else one made of its file's or folder's name. */
export function titleOf(clues: TitleClues): string {
  const said = [
    clues.given,
    DIAGRAM_TITLE[clues.format]?.exec(clues.text)?.[1],
    headingTitle(clues),
  ];
  const title = said.map((each) => each?.trim()).find((each) => each && !isEmptyTitle(each, clues));
  if (title === undefined) return nameTitle(clues);
  return clues.docType === 'adr' ? withoutNumber(title) : title;
}

/** The first heading of the first level; a deeper one only where the text begins with it. */
function headingTitle({ headings }: TitleClues): string | undefined {
  return headings.find((heading) => heading.level === 1)?.text ?? headings[0]?.text;
}

function isEmptyTitle(title: string, { docType }: TitleClues): boolean {
  if (PLACEHOLDER.test(title)) return true;
  return docType === 'adr' && SECTION.test(title.replace(/^[\d.)\s]+/, '').replace(/[\s:?]+$/, ''));
}

/** `tracing/README.md` is named by its folder, `2022-02-07-tracing/metrics.md` by both. */
function nameTitle({ path, repo }: TitleClues): string {
  const subject = namesake(path);
  const own = wordsIn(subject === path ? basename(path, extname(path)) : basename(subject));
  const named = /^(?:readme|index)$/i.test(own) ? `${repo} ${own}` : own;
  const isPart = subject === path && isDecisionFolder(path);
  const title = isPart ? `${wordsIn(folderOf(path))}: ${named}` : named;
  return title.charAt(0).toUpperCase() + title.slice(1);
}

const wordsIn = (name: string): string =>
  withoutNumberInName(withoutDay(name))
    .replace(/[-_\s]+/g, ' ')
    .trim() || name;
