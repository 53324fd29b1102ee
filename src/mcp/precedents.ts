import { z } from 'zod';

import type { Client } from '#src/client';
import type { Draft } from '#src/client/precedents';
import { WorkspaceError } from '#src/errors';
import type { Precedent, Precedents } from '#src/operations/precedents-types';

import { cut } from './fit.ts';
import { nameOf } from './names.ts';

const TITLE = 120;
const SENTENCE = 240;

const recordName = z.object({ kind: z.string(), id: z.string(), title: z.string() });

/** A past decision as an agent gets it beside a draft. */
const precedentOutput = z.object({
  ...recordName.shape,
  status: z.string().optional(),
  why: z.string(),
  current: recordName.optional().describe('It no longer holds: this one does, in its place.'),
});

export const precedentsOutput = {
  near_duplicates: z.array(precedentOutput).describe('They say nearly the same.'),
  may_contradict: z
    .array(precedentOutput)
    .describe('They may say the opposite, or were given up before: read them.'),
};

export type PrecedentShown = z.output<typeof precedentOutput>;

/** What of a draft was found to be there already, or why that is not known. */
export type Compared =
  | Pick<Precedents, 'near_duplicates' | 'may_contradict' | 'degraded'>
  | { readonly not_compared: string };

/** What the service compares at most, in UTF-16 units: what a draft says stands at its beginning. */
const MOST = { title: 1_000, text: 100_000 } as const;

/** Never fails for a reason of the service's: whether something is like a draft is no condition of what is done with it. */
export async function compare(client: Client, draft: Draft): Promise<Compared> {
  const title = draft.title?.slice(0, MOST.title);
  try {
    return await client.precedents({ ...draft, title, text: draft.text.slice(0, MOST.text) });
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return { not_compared: error.message };
  }
}

export const precedentShown = ({
  kind,
  id,
  title,
  status,
  why,
  current,
}: Precedent): PrecedentShown => ({
  ...{ kind: nameOf(kind), id, title: cut(title, TITLE) },
  ...(status !== null && { status: cut(status, 40) }),
  why: cut(why, SENTENCE),
  ...(current && {
    current: { kind: nameOf(current.kind), id: current.id, title: cut(current.title, TITLE) },
  }),
});

/** Lines for one list; none when it is empty. */
export const precedentLines = (
  heading: string,
  list: readonly PrecedentShown[],
): readonly string[] => (list.length === 0 ? [] : [`${heading}:`, ...list.flatMap(linesOf)]);

const linesOf = ({ kind, id, title, status, why, current }: PrecedentShown): readonly string[] => [
  `- ${kind} ${id}: ${title}${status === undefined ? '' : ` (${status})`}. ${why}`,
  ...(current ? [`  holds now: ${current.kind} ${current.id}: ${current.title}`] : []),
];
