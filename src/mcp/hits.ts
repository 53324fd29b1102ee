import { z } from 'zod';

import type { Hit, RecordName, SearchResponse } from '#src/search/types';

import { cut, type Room, type Shown } from './fit.ts';
import { nameOf } from './names.ts';

const recordName = z.object({ kind: z.string(), id: z.string(), title: z.string() });

/** A hit as agents get it: what is empty is left out. */
export const hitOutput = z.object({
  ...recordName.shape,
  status: z.string().optional(),
  date: z.string().optional(),
  repos: z.array(z.string()).optional(),
  path: z.string().optional(),
  similarity: z.number().optional().describe('0 to 1: cosine of its nearest passage.'),
  exact: z.boolean().optional().describe('The query names this very record.'),
  text: z.string().optional().describe('What matched; ends with … where it is cut.'),
  current: recordName.optional().describe('It no longer holds: this decision does, in its place.'),
  then: z
    .string()
    .optional()
    .describe('With as_of: held, proposed, replaced or over on that day; status is that of today.'),
  also: z
    .array(z.object({ kind: z.string(), id: z.string() }))
    .optional()
    .describe('Other records of the same decision: its file, its row.'),
});

export type HitShown = z.output<typeof hitOutput>;

/** What every page of records says beside them. */
export const pageOutput = {
  total: z.int().describe('Records that match, on all pages.'),
  left_out: z
    .object({ records: z.int(), reason: z.string() })
    .optional()
    .describe('Records of this page that did not fit; next_cursor goes on with them.'),
  next_cursor: z.string().nullable(),
};

export const answerOutput = {
  mode: z.string().describe('hybrid, keyword, semantic, or filter where there were no words.'),
  degraded: z.array(z.string()).optional().describe('What could not take part, and why.'),
  remarks: z.array(z.string()).optional(),
  ...pageOutput,
};

export function hitShown(hit: Hit, room: Room): HitShown {
  const { status, date, similarity, source, current, also, then } = hit;
  const text = textOf(hit, room);
  return {
    ...nameShown(hit, room),
    ...(status !== null && { status: cut(status, 40) }),
    ...(date !== null && { date: date.slice(0, 10) }),
    ...(source.repos.length > 0 && room.text > 0 && { repos: reposOf(source.repos, room) }),
    ...(source.path !== null && room.text > 0 && { path: cut(source.path, room.title) }),
    ...(similarity !== null && { similarity: Math.round(similarity * 1000) / 1000 }),
    ...(hit.exact && { exact: true }),
    ...(text !== '' && { text }),
    ...(then && { then: then.state }),
    ...(current && { current: nameShown(current, room) }),
    ...(also &&
      room.text > 0 && { also: also.map(({ kind, id }) => ({ kind: nameOf(kind), id })) }),
  };
}

export const nameShown = ({ kind, id, title }: RecordName, room: Room): HitShown => ({
  kind: nameOf(kind),
  id,
  title: cut(title, room.title),
});

/** A name of a repository may be any text. */
const reposOf = (repos: readonly string[], { title }: Room): string[] =>
  repos.slice(0, 8).map((each) => cut(each, Math.min(title, 60)));

/** The passage that matched where there is room for it, or the part of it with the question's words. */
function textOf({ passage, snippet }: Hit, { text: room }: Room): string {
  if (room === 0) return '';
  const headings = passage?.heading.join(' › ') ?? '';
  const whole = [headings, passage?.text ?? ''].filter(Boolean).join(': ');
  return whole.length <= room ? cut(whole, room) : cut(snippet.text || whole, room);
}

/** What was degraded and remarked, as far as there is anything to say. */
export function standingShown(
  {
    mode_used: mode,
    degraded,
    remarks = [],
  }: Pick<SearchResponse, 'mode_used' | 'degraded' | 'remarks'>,
  { text }: Room,
) {
  const sentence = (words: string): string => cut(words, Math.max(text / 2, 60));
  return {
    mode,
    ...(degraded.length > 0 && {
      degraded: degraded.map(({ leg, reason }) => sentence(`${leg}: ${reason}`)),
    }),
    ...(remarks.length > 0 && { remarks: remarks.slice(0, 3).map(sentence) }),
  };
}

const TOO_LITTLE = 'max_tokens';

export const leftOutShown = (
  records: number,
): { readonly left_out?: { readonly records: number; readonly reason: string } } =>
  records === 0 ? {} : { left_out: { records, reason: TOO_LITTLE } };

/** A hit as text: one line that names it, then what it says. */
export function hitLines(hit: HitShown, number: number): readonly string[] {
  const { kind, id, title, status, date, repos = [], path, similarity, current, then, text } = hit;
  const facts = [
    ...[status, date, ...repos, path].filter((fact) => fact !== undefined),
    ...(similarity === undefined ? [] : [`similarity ${similarity.toFixed(2)}`]),
    ...(hit.exact ? ['named by the query'] : []),
    ...(then === undefined ? [] : [`${then} then`]),
  ];
  return [
    `${number}. ${kind} ${id}: ${title}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}`,
    ...(current ? [`   holds now: ${current.kind} ${current.id}: ${current.title}`] : []),
    ...(text === undefined ? [] : [`   ${text}`]),
  ];
}

/** The last lines of a page: what is not in it, and how to go on. */
export function endLines(shown: number, page: PageEnd): readonly string[] {
  const { leftOut, cursor } = page;
  return [
    ...(leftOut > 0
      ? [`Left out, since max_tokens holds no more: ${leftOut} of ${shown + leftOut}.`]
      : []),
    ...(cursor === null ? [] : [`More: the same call with cursor "${cursor}".`]),
  ];
}

export interface PageEnd {
  readonly leftOut: number;
  readonly cursor: string | null;
}

interface HitPage {
  readonly answer: SearchResponse;
  readonly items: readonly Hit[];
  readonly leftOut: number;
  readonly room: Room;
}

/** A page of hits in both forms. */
export function hitPage({ answer, items, leftOut, room }: HitPage): Shown {
  const hits = items.map((hit) => hitShown(hit, room));
  const standing = standingShown(answer, room);
  const { total, next_cursor: cursor } = answer;
  return {
    structured: {
      ...{ ...standing, total, hits },
      ...leftOutShown(leftOut),
      next_cursor: cursor,
    },
    text: [
      `${hits.length} of ${total} that match (${answer.mode_used}).`,
      ...[...(standing.degraded ?? []), ...(standing.remarks ?? [])].map((each) => `Note: ${each}`),
      ...hits.flatMap((hit, index) => hitLines(hit, index + 1)),
      ...endLines(hits.length, { leftOut, cursor }),
    ].join('\n'),
  };
}
