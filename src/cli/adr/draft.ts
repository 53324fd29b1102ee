import { stringify } from 'yaml';

import type { Style } from './template.ts';

/** What a new file says. */
export interface Draft {
  readonly title: string;
  readonly number: number;
  readonly status: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Markdown links to what it takes the place of. */
  readonly supersedes: readonly string[];
  readonly supersededBy?: readonly string[];
  readonly deciders?: readonly string[];
  /** Headings with their text, instead of those of the template. */
  readonly body?: string;
  /** The title begins like a number: the heading must have one, or it would be taken for it. */
  readonly numbered?: boolean;
}

/** The text of a file. */
export function draftText(style: Style, draft: Draft): string {
  const parts = FACTS[style.facts](style, draft);
  const body = draft.body ?? emptySections(style);
  return [...parts, body]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

type Facts = (style: Style, draft: Draft) => readonly string[];

const FACTS: Readonly<Record<Style['facts'], Facts>> = {
  'front matter': (style, draft) => [frontMatter(draft), heading(style, draft)],
  bullets: (style, draft) => [
    heading(style, draft),
    factsOf(draft)
      .map(([name, values]) => `${style.bullet} ${labelOf(name)}: ${values.join(', ')}`)
      .join('\n'),
  ],
  'status section': (style, draft) => [
    heading(style, draft),
    `Date: ${draft.day}`,
    ...(draft.deciders?.length ? [`Deciders: ${draft.deciders.join(', ')}`] : []),
    '## Status',
    capital(draft.status),
    ...draft.supersedes.map((link) => `Supersedes ${link}`),
    ...(draft.supersededBy ?? []).map((link) => `Superseded by ${link}`),
  ],
};

type Fact = readonly [name: string, values: readonly string[]];

const factsOf = ({ status, day, deciders = [], supersedes, supersededBy = [] }: Draft) => {
  const facts: readonly Fact[] = [
    ['status', [status]],
    ['date', [day]],
    ['deciders', deciders],
    ['supersedes', supersedes],
    ['superseded-by', supersededBy],
  ];
  return facts.filter(([, values]) => values.length > 0);
};

/** Several values as a list. */
const LISTS: ReadonlySet<string> = new Set(['deciders', 'supersedes', 'superseded-by']);

function frontMatter(draft: Draft): string {
  const pairs = factsOf(draft).map(([name, values]) => [
    name,
    LISTS.has(name) ? values : values.join(', '),
  ]);
  const source = stringify(Object.fromEntries(pairs), { lineWidth: 0 });
  return `---\n${source}---`;
}

const labelOf = (name: string): string => capital(name.replace('-', ' '));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function heading({ heading: style }: Style, { title, number, numbered = false }: Draft): string {
  const around = style ?? (numbered ? { before: '', width: 1, after: '. ' } : undefined);
  const before = around
    ? `${around.before}${String(number).padStart(around.width, '0')}${around.after}`
    : '';
  return `# ${before}${escaped(title)}`;
}

/** What Markdown takes for marks is meant as it stands. */
export const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>~|&]/g, String.raw`\$&`)
    .replace(/#+$/, (marks) => marks.replaceAll('#', String.raw`\#`));

const SECTIONS: Readonly<Record<Style['sections'], readonly string[]>> = {
  madr: [
    '## Context and Problem Statement',
    '## Considered Options',
    '## Decision Outcome',
    '### Consequences',
  ],
  nygard: ['## Context', '## Decision', '## Consequences'],
};

/** Without hints to be replaced: a search would find them. */
const emptySections = ({ sections }: Style): string => SECTIONS[sections].join('\n\n');
