import { basename, dirname, extname } from 'node:path/posix';

import type { DOC_TYPES, DocFormat } from '#src/kinds/vocabulary';

import { dayOfName } from './adr-date.ts';
import { numberOfName } from './adr-number.ts';
import { isDiagram } from './formats.ts';

export type DocType = (typeof DOC_TYPES)[number];

/** What a document's type is told by. */
export interface TypeClues {
  readonly repo: string;
  readonly path: string;
  readonly format: DocFormat;
  readonly title: string;
  readonly headings: readonly string[];
  readonly text: string;
  readonly hasStatus: boolean;
}

const DECISION_FOLDER =
  /^(?:adrs?|madrs?|rfcs?|decisions?|decision[-_ ]?(?:records?|logs?)|architect(?:ure|ural)[-_ ]decisions?(?:[-_ ](?:records?|logs?))?)$/i;
/** Pages about a folder of decisions. */
const ABOUT_FOLDER =
  /^(?:_?index|readme|contributing|glossary|summary|toc|about|process|changelog|guide(?:lines)?)$/i;
const TEMPLATE = /(?:^|[-_. ])templates?$/i;
const FOLDER_PAGE = /^(?:readme|index)$/i;
const ROADMAP = /\b(?:roadmap|milestones)\b/i;

/** Headings that only MADR has, and those that Nygard's template shares with others. */
const MADR = [
  'context and problem statement',
  'decision outcome',
  'considered options',
  'decision drivers',
  'pros and cons of the options',
];
const NYGARD = ['status', 'context', 'decision', 'consequences'];
const USUAL = [
  ...MADR,
  ...NYGARD,
  'rationale',
  'approach',
  'alternatives',
  'alternatives considered',
  'options',
  'motivation',
];
const Y_STATEMENT = /\bin the context of\b.{1,400}?\bfacing\b.{1,400}?\bwe (?:have )?decided\b/is;

export const isTemplate = (path: string): boolean => TEMPLATE.test(stemOf(path));

/** The folder whose page this is: its name says what a README's would. */
export const namesake = (path: string): string =>
  FOLDER_PAGE.test(stemOf(path)) && dirname(path) !== '.' ? dirname(path) : path;

export const folderOf = (path: string): string => basename(dirname(path));

/** Whether a folder holds one decision: `2022-02-07-tracing/`, `0012-queues/`. */
export const isDecisionFolder = (path: string): boolean => isCounted(folderOf(path));

const isCounted = (name: string): boolean =>
  dayOfName(name) !== undefined || numberOfName(name) !== undefined;

/** A decision, a diagram, a roadmap, or any other document. */
export function documentType(clues: TypeClues): DocType {
  if (isDiagram(clues.format)) return 'diagram';
  if (isDecision(clues)) return 'adr';
  const name = stemOf(clues.path).replace(/[-_.]/g, ' ');
  return ROADMAP.test(name) || ROADMAP.test(clues.title) ? 'roadmap' : 'doc';
}

function isDecision(clues: TypeClues): boolean {
  const folders = dirname(clues.path)
    .split('/')
    .filter((folder) => folder !== '.');
  const depth = [clues.repo, ...folders].findLastIndex((folder) => DECISION_FOLDER.test(folder));
  if (isTemplate(clues.path)) return false;
  if (depth < 0) return isNamedDecision(clues.path) || isStructured(clues);
  const below = folders.length - depth;
  if (below === 0 && ABOUT_FOLDER.test(stemOf(clues.path))) return false;
  const isPage = ABOUT_FOLDER.test(stemOf(clues.path));
  return (below === 0 && !isPage) || isMarked(clues, isPage);
}

/** Below a folder of decisions: a number or a day in its own name or its folder's, or a decision's headings. */
function isMarked(clues: TypeClues, isPage: boolean): boolean {
  if (isDecisionFolder(clues.path) || (!isPage && isCounted(basename(clues.path)))) return true;
  return count(clues.headings, USUAL) >= 2 || (clues.hasStatus && !isPage);
}

const isNamedDecision = (path: string): boolean =>
  /^(?:[a-z]{1,12}-)?m?adrs?[-_ ]?\d/i.test(basename(path));

const isStructured = (clues: TypeClues): boolean =>
  count(clues.headings, MADR) >= 2 ||
  count(clues.headings, NYGARD) >= 3 ||
  (numberOfName(clues.path) !== undefined &&
    clues.hasStatus &&
    count(clues.headings, USUAL) >= 1) ||
  Y_STATEMENT.test(clues.text.slice(0, 4_000));

const count = (headings: readonly string[], known: readonly string[]): number =>
  new Set(headings.map(plain).filter((heading) => known.includes(heading))).size;

const plain = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/^[\d.)\s]+/, '')
    .replace(/[\s:?!]+$/, '');

const stemOf = (path: string): string => basename(path, extname(path));
