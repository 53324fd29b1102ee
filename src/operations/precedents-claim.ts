import { subjectOf, type Words } from './precedents-words.ts';

/** What a decision says, as far as its words tell: what it takes, what for, and what it gives up. */
export interface Claim {
  readonly title: string;
  /** Words of the title. */
  readonly subject: Words;
  /** Whether it decides against what it is about: "Drop Redis", "Do not use Redis". */
  readonly against: boolean;
  /** Of "Use Redis for sessions" `Redis`; of a noun, all of it. */
  readonly chosen: Phrase;
  /** Of "Use Redis for sessions" `sessions`. */
  readonly purpose: Phrase | undefined;
  readonly givesUp: readonly Phrase[];
  /** What was to be chosen from. */
  readonly options: readonly Phrase[];
}

export interface Phrase {
  readonly text: string;
  readonly words: Words;
}

/** Reads a title and its text. Pure and total, and as fast with any text: it comes from anybody. */
export function claimOf(title: string, whole: string): Claim {
  const plain = plainText(title);
  const text = whole.replace(GAP, ' '.repeat(LONGEST_GAP));
  const { against, rest } = stanceOf(plain);
  const decided = `${plain}. ${decidedIn(text)}`;
  const [what, purpose] = REPLACED.test(plain) ? [replacementIn(plain)] : partsOf(rest);
  return {
    title,
    subject: subjectOf(rest),
    against,
    chosen: phrase(chosenOption(text) ?? what ?? rest),
    purpose: purpose === undefined ? undefined : phrase(purpose),
    givesUp: givenUpIn(decided),
    options: optionsIn(text),
  };
}

/** Patterns that may begin anywhere in white space take the square of its length, or worse. Four still tell a list within a list. */
const LONGEST_GAP = 4;
const GAP = /[^\S\n]{5,}/g;

export const phrase = (text: string): Phrase => ({ text: text.trim(), words: subjectOf(text) });

/** A title that stands where none was given: the first heading, else the first sentence. */
export function titleIn(text: string): string {
  const heading = /^#{1,2}\s+(.+?)\s*#*$/m.exec(text.slice(0, HEAD))?.[1];
  const lines = text.split('\n').map((line) => line.trim());
  const sentence = (lines.find((line) => /\p{L}/u.test(line)) ?? '').split(/(?<=[.!?])\s/)[0];
  return (heading ?? sentence ?? '').slice(0, LONGEST_TITLE);
}

const HEAD = 4_000;
const LONGEST_TITLE = 200;

/** Without Markdown's marks and the number that it begins with. */
const plainText = (title: string): string =>
  title
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`“”"]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^\s*(?:adr[-_ #]*)?\d{1,5}\s*[-.:)]\s*/i, '')
    .trim();

const PREAMBLE =
  /^(?:(?:we|the team|agents?|services?)\s+)?(?:have\s+)?(?:decided? to\s+|will\s+|should\s+|must\s+|shall\s+|are going to\s+)?/i;

/** Words that open a decision against something. */
const AGAINST =
  /^(?:not\s+(?:to\s+)?|do not\s+|don['’]t\s+|never\s+|no longer\s+|no\s+(?=\p{L})|stop\s+|avoid\s+|drop\s+|remove\s+|delete\s+|disable\s+|abandon\s+|forbid\s+|disallow\s+|ban\s+|prohibit\s+|discontinue\s+|deprecate\s+|retire\s+|reject\s+|eliminate\s+|sunset\s+|ditch\s+|phase out\s+|get rid of\s+|give up\s+|(?:move|migrate|switch)\s+away from\s+)+/iu;
const FOR =
  /^(?:use|using|adopt|add|allow|enable|introduce|choose|pick|select|prefer|support|keep|retain|require|go with|stay with|stick with|standardi[sz]e on|build on|rely on|(?:move|migrate|switch)\s+to|start|create|implement)\s+/i;

function stanceOf(title: string): { readonly against: boolean; readonly rest: string } {
  const begun = title.replace(PREAMBLE, '');
  const opened = AGAINST.exec(begun)?.[0] ?? '';
  const rest = begun.slice(opened.length).replace(FOR, '');
  return { against: opened !== '', rest };
}

/** What is taken, and what for. */
function partsOf(rest: string): readonly [what: string | undefined, purpose?: string] {
  const [, what, purpose] =
    /^(.{2,80}?)\s+(?:for|as|to)\s+(?:the\s+|our\s+|all\s+|an?\s+)?(.{2,120})$/i.exec(
      withoutGivenUp(rest),
    ) ?? [];
  return purpose === undefined ? [withoutGivenUp(rest)] : [what, purpose];
}

const withoutGivenUp = (text: string): string =>
  text.replace(/\s*[,(]?\s*\b(?:instead of|rather than|in place of|over)\b.*$/i, '');

const REPLACED =
  /\b(?:replac(?:e|es|ing)|supersed(?:e|es|ing))\s+(.{2,60}?)\s+(?:with|by)\s+(.{2,80})/i;

const replacementIn = (title: string): string => REPLACED.exec(title)?.[2] ?? title;

/** Where a phrase ends. */
const END = String.raw`(?=[.,;:!?()\n]|\s(?:for|to|with|by|and|or|in|on|as|because|since|at|from|which|that|when|so|is|are|entirely|completely|everywhere)\b|$)`;
const WHAT = String.raw`(?:the\s+|our\s+|any\s+|an?\s+)?([\p{L}\p{N}][^.,;:!?()\n]{1,60}?)`;

/** How people say what they give up. */
const GIVING_UP: readonly RegExp[] = [
  ...[
    'instead of(?:\\s+using)?',
    'rather than(?:\\s+using)?',
    'in place of',
    'replac(?:e|es|ing)',
    '(?:move|migrate|switch|moving|migrating|switching)(?:\\s+away)?\\s+from',
    'stop using',
    '(?:no longer|not|never)\\s+(?:to\\s+)?(?:use|using|rely on|depend on)',
    '(?:drop|dropping|retire|retiring|abandon|phase out|get rid of|sunset)',
  ].map((words) => new RegExp(String.raw`\b${words}\s+${WHAT}${END}`, 'giu')),
];

const givenUpIn = (text: string): readonly Phrase[] =>
  GIVING_UP.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, what]) => phrase(what ?? '')),
  ).filter(({ words }) => words.size > 0 && words.size <= MOST_WORDS);

/** More are a sentence about something else. */
const MOST_WORDS = 4;
const DECIDED = 800;

/** The beginning of what was decided: under its heading, or of a text without headings. */
function decidedIn(text: string): string {
  const section =
    /^#{1,4}\s+(?:[\d.]+\s*)?decision(?:\s+outcome)?\s*:?\s*$\n([\s\S]*?)(?=^#{1,4}\s|$(?![\s\S]))/im.exec(
      text,
    );
  if (section) return (section[1] ?? '').slice(0, DECIDED);
  return /^#{1,4}\s/m.test(text) ? '' : text.slice(0, DECIDED);
}

/** MADR: `Chosen option: "PostgreSQL", because …`. */
const chosenOption = (text: string): string | undefined =>
  /chosen option:?\*{0,3}:?\s*["“*[]{0,6}([^"”\n,*\]]{2,80})/i.exec(text)?.[1];

/** What stands under the heading of the options, a bullet or a heading each. */
function optionsIn(text: string): readonly Phrase[] {
  const section =
    /^(#{1,4})\s+(?:considered (?:options|alternatives)|alternatives(?: considered)?|options(?: considered)?)\s*:?\s*$\n([\s\S]*?)(?=^#{1,2}\s|$(?![\s\S]))/im.exec(
      text,
    )?.[2];
  const lines = section?.split('\n') ?? [];
  return lines
    .flatMap((line) => /^\s{0,3}(?:[-*+]|\d+[.)]|#{3,5})\s+(.{2,120})/.exec(line)?.[1] ?? [])
    .map((line) => phrase(plainText(line).split(/\s[-–—]\s|:\s/)[0] ?? ''))
    .filter(({ words }) => words.size > 0)
    .slice(0, MOST_OPTIONS);
}

const MOST_OPTIONS = 20;
