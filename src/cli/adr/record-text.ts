import { createHash } from 'node:crypto';

import { withoutNumber } from '#indexer/sources/adr-number';
import type { AnyRecord } from '#src/kinds/kind';

import { draftText } from './draft.ts';
import type { Style } from './template.ts';

/** A recorded decision, as its file tells it. */
export interface Told {
  readonly id: string;
  readonly record: AnyRecord;
  readonly number: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** Links, or the references as they are kept. */
  readonly supersedes: readonly string[];
  readonly supersededBy: readonly string[];
}

/** The text of a file, its mark included. `fenced`: what the reasons say is shown as it stands, and nothing is read out of it. */
export function recordText(style: Style, told: Told, fenced = false): string {
  const { id, record, number, day, supersedes, supersededBy } = told;
  const title = oneLine(record['decision']);
  const text = draftText(
    { ...style, facts: 'front matter' },
    {
      ...{ title, number, day, supersedes, supersededBy, status: oneLine(record['status']) },
      deciders: listOf(metadataOf(record)['deciders']),
      body: bodyOf(record, fenced ? asShown : asMarkdown),
      numbered: withoutNumber(title) !== title,
    },
  );
  return marked(text, id);
}

const oneLine = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';

const metadataOf = (record: AnyRecord): AnyRecord =>
  (record['metadata'] as AnyRecord | null | undefined) ?? {};

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map(oneLine).filter((each) => each !== '');

/** Where a decision's parts come from, in the order of MADR: a field, or a key of its metadata under one of its usual names. */
const PARTS: readonly (readonly [heading: string, keys: readonly string[]])[] = [
  ['## Context and Problem Statement', ['context', 'problem']],
  ['## Considered Options', ['alternatives', 'options', 'considered_options']],
  ['## Decision Outcome', ['rationale']],
  ['### Consequences', ['consequences']],
];

type Show = (text: string) => string;

function bodyOf(record: AnyRecord, show: Show): string {
  const all = { ...metadataOf(record), rationale: record['rationale'] };
  const parts = PARTS.flatMap(([heading, keys]) => {
    const value = keys.map((key) => (all as AnyRecord)[key]).find((each) => textOf(each) !== '');
    return value === undefined ? [] : [`${heading}\n\n${show(textOf(value))}`];
  });
  return [...parts, ...about(record)].join('\n\n');
}

/** Prose as it is, a list as bullets. */
const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.trim()
    : listOf(value)
        .map((each) => `* ${each}`)
        .join('\n');

function about(record: AnyRecord): readonly string[] {
  const facts = [
    ['Repositories', listOf(record['repos_affected']).join(', ')],
    ['Impact', oneLine(record['impact'])],
    ['Files', listOf(record['related_files']).map(code).join(', ')],
    ['Session', oneLine(record['session'])],
  ].filter(([, value]) => value !== '');
  if (facts.length === 0) return [];
  return [
    '## More Information',
    facts.map(([name, value]) => `* ${String(name)}: ${String(value)}`).join('\n'),
  ];
}

const code = (path: string): string => (path.includes('`') ? path : `\`${path}\``);

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Its headings below ours, and nothing left open that would swallow what follows. */
function asMarkdown(text: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined) lines.push(line.replace(/^ {0,3}#{1,6}(?=\s|$)/, '####'));
    else lines.push(line);
    if (mark === undefined) continue;
    if (fence === undefined) fence = mark;
    else if (mark.startsWith(fence.charAt(0)) && mark.length >= fence.length) fence = undefined;
  }
  if (fence !== undefined) lines.push(fence);
  return withoutOpenComment(lines.join('\n'));
}

const withoutOpenComment = (text: string): string =>
  text.lastIndexOf('<!--') > text.lastIndexOf('-->') ? text.replaceAll('<!--', '&lt;!--') : text;

function asShown(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

const MARK = /\n<!-- workspace: (\S+) sha256-([0-9a-f]{16}) -->\n?/;

const marked = (text: string, id: string): string =>
  `${text}\n<!-- workspace: ${id} sha256-${digestOf(text)} -->\n`;

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Whose record a file was written from, and whether it was edited since; undefined for one that nobody wrote from a record. */
export function markIn(
  text: string,
): { readonly id: string; readonly edited: boolean } | undefined {
  const unix = text.replace(/\r\n/g, '\n');
  const found = MARK.exec(unix);
  if (!found) return undefined;
  const [mark, id = '', digest] = found;
  const isLast = found.index + mark.length === unix.length;
  return { id, edited: !isLast || digestOf(unix.slice(0, found.index)) !== digest };
}
