import { z } from 'zod';

import type { Client } from '#src/client';
import type { Envelope } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import { cut, type Shown } from '#src/mcp/fit';
import {
  compare,
  precedentLines,
  precedentShown,
  precedentsOutput,
  type Compared,
} from '#src/mcp/precedents';
import { RECORDABLES, recordableInput, textOf, type Recordable } from '#src/mcp/recordable';
import { sessionFor } from '#src/mcp/session';
import { defineTool, type ToolContext } from '#src/mcp/tool';

export const recordTool = defineTool({
  name: 'record',
  title: 'Record a decision, an issue, a task or a note',
  description:
    'Writes one new record; it changes and removes none. A decision lands as proposed, for a person to accept. ' +
    'The answer names records that say nearly the same, and past decisions that it may contradict: read ' +
    'them, and tell the user. Look with similar_decisions first.',
  writes: true,
  input: Object.fromEntries(
    RECORDABLES.map((each) => [each.name, recordableInput(each).optional()]),
  ),
  output: {
    ...{ kind: z.string(), id: z.string(), title: z.string(), status: z.string().optional() },
    session: z.string().optional().describe('The session that a note is kept in.'),
    ...precedentsOutput,
    degraded: z.array(z.string()).optional().describe('What the comparison did without, and why.'),
    not_compared: z.string().optional().describe('Why nothing is said of what is like it.'),
    next: z.string(),
  },
  run: async (context, input) => {
    const { recordable, given } = theOne(input);
    const before = await comparedWith(context.client, recordable, given);
    const session = await sessionOf(context, recordable, given);
    const record = { ...given, ...recordable.lands, ...session };
    const written = await context.client.create<string>(recordable.kind, record);
    return recorded(recordable, written, before);
  },
});

type Given = Readonly<Record<string, AnyRecord | undefined>>;

interface One {
  readonly recordable: Recordable;
  readonly given: AnyRecord;
}

/** Code: invalid_body, unless it is one. */
function theOne(input: Given): One {
  const all = RECORDABLES.flatMap((recordable) => {
    const given = input[recordable.name];
    return given ? [{ recordable, given }] : [];
  });
  const [one, another] = all;
  if (one && !another) return one;
  throw new WorkspaceError(
    'invalid_body',
    another ? 'One record at a time is written.' : 'Record what? Nothing was given.',
    { next: `Give one of them: ${RECORDABLES.map(({ example }) => example).join(' or ')}.` },
  );
}

/** Before it is written, so that it is not like itself. */
function comparedWith(client: Client, recordable: Recordable, given: AnyRecord): Promise<Compared> {
  const kind = kindOf(recordable.kind);
  const supersedes = given[kind.lifecycle?.supersedes ?? ''];
  return compare(client, {
    title: titleOf(kind, { [kind.primaryKey]: '', ...given }) || undefined,
    text: textOf(recordable, given),
    ...(!kind.lifecycle && { kinds: [kind.name] }),
    ...(Array.isArray(supersedes) && { supersedes: supersedes as readonly string[] }),
  });
}

async function sessionOf(
  { client, who }: ToolContext,
  { session }: Recordable,
  given: AnyRecord,
): Promise<AnyRecord> {
  if (session === undefined || given[session] !== undefined) return {};
  return { [session]: await sessionFor(client, who) };
}

function recorded(recordable: Recordable, written: Envelope, compared: Compared): Shown {
  const kind = kindOf(recordable.kind);
  const { id, record } = written;
  const status = record[kind.facets.status ?? ''];
  const session = record[recordable.session ?? ''];
  const known = 'not_compared' in compared ? NOTHING : compared;
  const near = known.near_duplicates.map(precedentShown);
  const against = kind.lifecycle ? known.may_contradict.map(precedentShown) : [];
  const degraded = known.degraded.map(({ leg, reason }) => cut(`${leg}: ${reason}`, 300));
  const title = cut(titleOf(kind, record), 160);
  const next = adviceFor(near.length, against.length);
  return {
    structured: {
      ...{ kind: recordable.name, id, title },
      ...(typeof status === 'string' && { status }),
      ...(typeof session === 'string' && { session }),
      ...{ near_duplicates: near, may_contradict: against },
      ...(degraded.length > 0 && { degraded }),
      ...('not_compared' in compared && { not_compared: compared.not_compared }),
      next,
    },
    text: [
      `Recorded ${recordable.name} ${id}: ${title}${typeof status === 'string' ? ` (${status})` : ''}`,
      ...(typeof session === 'string' ? [`Kept in session ${session}.`] : []),
      ...precedentLines('Near-duplicates', near),
      ...precedentLines('Past decisions that it may contradict', against),
      ...degraded.map((each) => `Note: compared without ${each}`),
      ...('not_compared' in compared ? [`Not compared: ${compared.not_compared}`] : []),
      next,
    ].join('\n'),
  };
}

const NOTHING = { near_duplicates: [], may_contradict: [], degraded: [] } as const;

function adviceFor(near: number, against: number): string {
  if (against > 0)
    return 'Read what it may contradict with get, and tell the user before it is accepted.';
  if (near > 0)
    return 'Read the near-duplicates with get; if one says it already, tell the user that this one can go.';
  return 'Nothing like it was found. Tell the user its id.';
}
