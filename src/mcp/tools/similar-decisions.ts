import { z } from 'zod';

import { WorkspaceError } from '#src/errors';
import { decidingKinds, decisionsOnly } from '#src/kinds/deciding';
import type { Hit, SearchResponse } from '#src/search/types';
import type { Room, Shown } from '#src/mcp/fit';
import {
  answerOutput,
  endLines,
  hitLines,
  hitOutput,
  hitShown,
  leftOutShown,
  standingShown,
} from '#src/mcp/hits';
import {
  budgetInput,
  cursorInput,
  duringInput,
  filterInput,
  limitInput,
  urlFilters,
} from '#src/mcp/input';
import { nameOf } from '#src/mcp/names';
import { pageThatFits } from '#src/mcp/paging';
import { compare, type Compared } from '#src/mcp/precedents';
import { defined, defineTool } from '#src/mcp/tool';

const MARKS = { near_duplicates: 'near_duplicate', may_contradict: 'may_contradict' } as const;

const markedOutput = z.object({
  ...hitOutput.shape,
  mark: z.enum(['near_duplicate', 'may_contradict']).optional(),
  why: z.string().optional().describe('What the mark rests on.'),
});

const recordRef = z.object({ kind: z.string(), id: z.string() });

export const similarTool = defineTool({
  name: 'similar_decisions',
  title: 'Have we decided something like this before?',
  description:
    'Finds past decisions like a text or like a record: accepted, superseded and rejected ones, most similar ' +
    'first. Marks those that say nearly the same, and those that the text may contradict. Call it before ' +
    'you decide anything about the architecture.',
  input: {
    text: z
      .string()
      .min(1)
      .max(100_000)
      .optional()
      .describe('The decision in a sentence, with its reasons; or give of.'),
    of: z.strictObject(recordRef.shape).optional().describe('A record instead of a text.'),
    filter: filterInput,
    ...duringInput,
    limit: limitInput(8),
    cursor: cursorInput,
    max_tokens: budgetInput,
  },
  output: {
    ...answerOutput,
    near_duplicates: z.array(recordRef).optional().describe('Of all pages.'),
    may_contradict: z.array(recordRef).optional().describe('Of all pages: read them.'),
    hits: z.array(markedOutput),
  },
  run: async ({ client }, { text, of, filter, limit, max_tokens: budget, ...rest }) => {
    const to = subjectOf(text, of);
    const compared = 'text' in to ? await compare(client, to) : NOTHING;
    const asked = {
      ...defined(rest),
      kinds: decidingKinds,
      filters: [...urlFilters(filter), ...decisionsOnly],
    };
    return pageThatFits({
      ...{ limit, budget },
      ask: (most) => client.similar(to, { ...asked, limit: most }),
      itemsOf: (page) => page.hits,
      show: (answer, items, how) => similarPage({ ...how, answer, items, compared }),
    });
  },
});

const NOTHING: Compared = { near_duplicates: [], may_contradict: [], degraded: [] };

type Ref = z.output<typeof recordRef>;

/** Code: invalid_query, unless it is one of the two. */
function subjectOf(text: string | undefined, of: Ref | undefined): { readonly text: string } | Ref {
  if (text !== undefined && of === undefined) return { text };
  if (text === undefined && of !== undefined) return of;
  throw new WorkspaceError('invalid_query', 'Similar to what? Either text or of is needed.', {
    next: 'Give the decision as text, or a record as of: {"kind": "decision", "id": "DEC-001"}.',
  });
}

interface SimilarPage {
  readonly answer: SearchResponse;
  readonly items: readonly Hit[];
  readonly compared: Compared;
  readonly leftOut: number;
  readonly room: Room;
}

type Mark = Pick<z.output<typeof markedOutput>, 'mark' | 'why'>;

function similarPage({ answer, items, compared, leftOut, room }: SimilarPage): Shown {
  const marks = marksIn(compared);
  const hits = items.map((hit) => ({ ...hitShown(hit, room), ...marks.get(keyOf(hit)) }));
  const standing = standingShown(answer, room);
  const named = room.text > 0 ? namedIn(compared) : {};
  const { total, next_cursor: cursor } = answer;
  const notes = [...(standing.degraded ?? []), ...(standing.remarks ?? [])];
  return {
    structured: {
      ...{ ...standing, total, ...named, hits },
      ...leftOutShown(leftOut),
      next_cursor: cursor,
    },
    text: [
      `${hits.length} of ${total} past decisions, most similar first (${answer.mode_used}).`,
      ...notes.map((each) => `Note: ${each}`),
      ...Object.entries(named).map(([list, refs]) => `${list}: ${refs.map(refText).join(', ')}`),
      ...hits.flatMap((hit, index) => [
        ...hitLines(hit, index + 1),
        ...(hit.mark ? [`   ${hit.mark}: ${hit.why ?? ''}`] : []),
      ]),
      ...endLines(hits.length, { leftOut, cursor }),
    ].join('\n'),
  };
}

const keyOf = ({ kind, id }: Ref): string => `${kind} ${id}`;
const refText = ({ kind, id }: Ref): string => `${kind} ${id}`;

function marksIn(compared: Compared): ReadonlyMap<string, Mark> {
  if ('not_compared' in compared) return new Map();
  return new Map(
    LISTS.flatMap((list) =>
      compared[list].map((each) => [keyOf(each), { mark: MARKS[list], why: each.why }] as const),
    ),
  );
}

const LISTS = Object.keys(MARKS) as (keyof typeof MARKS)[];

/** Marked decisions by their names, whichever page they stand on. */
function namedIn(
  compared: Compared,
): Readonly<Partial<Record<keyof typeof MARKS, readonly Ref[]>>> {
  if ('not_compared' in compared) return {};
  return Object.fromEntries(
    LISTS.filter((list) => compared[list].length > 0).map((list) => [
      list,
      compared[list].map(({ kind, id }) => ({ kind: nameOf(kind), id })),
    ]),
  );
}
