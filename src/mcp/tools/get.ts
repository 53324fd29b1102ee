import { z } from 'zod';

import type { Client } from '#src/client';
import type { Envelope, RecordRef } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import { digestOf, fromOpaque, toOpaque } from '#src/search/opaque';
import type { RecordName } from '#src/search/types';
import { cut } from '#src/mcp/fit';
import { showRecords, type Found, type Start } from '#src/mcp/get-page';
import { budgetInput, cursorInput, kindInput } from '#src/mcp/input';
import { namedKind } from '#src/mcp/names';
import { defineTool } from '#src/mcp/tool';

const MOST = 50;
const ref = z.strictObject({ kind: kindInput, id: z.string().min(1) });
const name = z.object({ kind: z.string(), id: z.string(), title: z.string() });
const part = z.object({ text: z.string(), from: z.int(), to: z.int(), of: z.int() });

export const getTool = defineTool({
  name: 'get',
  title: 'Get whole records',
  description:
    'Reads records whole, several at once, of one or several kinds. What does not fit the budget comes ' +
    'with the next cursor; a record that is longer than the budget comes in parts of its text.',
  input: {
    records: z
      .array(ref)
      .min(1)
      .max(MOST)
      .describe('Which, in the order in which they are wanted.'),
    cursor: cursorInput,
    max_tokens: budgetInput,
  },
  output: {
    records: z.array(
      z.object({
        ...name.shape,
        current: name.optional().describe('It no longer holds: this decision does, in its place.'),
        record: z
          .record(z.string(), z.unknown())
          .optional()
          .describe('All of it but empty fields.'),
        part: part.optional().describe('Characters from and to of its text, which has so many.'),
      }),
    ),
    missing: z.array(z.object({ kind: z.string(), id: z.string(), reason: z.string() })).optional(),
    left_out: z.object({ records: z.int(), reason: z.string() }).optional(),
    next_cursor: z.string().nullable(),
  },
  run: async ({ client }, { records: refs, cursor, max_tokens: budget }) => {
    const of = digestOf(refs);
    const start = startIn(cursor, of);
    const found = await Promise.all(refs.slice(start.at).map((each) => find(client, each)));
    refuseWhenAllMissing(found, refs);
    return showRecords({ found, start, budget, cursorAt: (next) => toOpaque({ of, ...next }) });
  },
});

const CURSOR = z.strictObject({
  of: z.string(),
  at: z.int().min(0).max(MOST),
  from: z.int().min(0),
});

/** Code: invalid_cursor. */
function startIn(cursor: string | undefined, of: string): Start {
  if (cursor === undefined) return { at: 0, from: 0 };
  const parsed = CURSOR.safeParse(fromOpaque(cursor));
  if (parsed.success && parsed.data.of === of) return parsed.data;
  throw new WorkspaceError('invalid_cursor', 'The cursor belongs to other records.', {
    next: 'Call get with the same records as before, in the same order, or without the cursor.',
  });
}

/** One that is not there is told beside those that are. Code: any other of the service. */
async function find(client: Client, wanted: RecordRef): Promise<Found> {
  try {
    const envelope: Envelope = await client.get(wanted);
    const current = await currentOf(client, envelope);
    return { envelope, ...(current && { current }) };
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'not_found')
      return { missing: missingShown(wanted, error.message) };
    throw error;
  }
}

/** What was asked for may be any text, and has to fit the smallest budget. */
const missingShown = ({ kind, id }: RecordRef, reason: string) => ({
  ...{ kind, id: cut(id, LONGEST_ID), reason: cut(reason, LONGEST_REASON) },
});
/** As long as the id of a record may be. */
const LONGEST_ID = 255;
const LONGEST_REASON = 240;

/** Only a search follows the chain of a decision to what holds today: it is asked for the record by its name. */
async function currentOf(
  client: Client,
  { kind, id }: Pick<Envelope, 'kind' | 'id'>,
): Promise<RecordName | undefined> {
  if (!namedKind(kind)?.lifecycle) return undefined;
  const options = { kinds: [kind], mode: 'keyword', qualifiers: false, limit: 10 } as const;
  const { hits } = await client.search(id, options);
  return hits.find((hit) => hit.kind === kind && hit.id === id)?.current;
}

function refuseWhenAllMissing(found: readonly Found[], refs: readonly RecordRef[]): void {
  if (found.some((each) => 'envelope' in each) || found.length < refs.length) return;
  const names = refs.map(({ kind, id }) => `${kind} ${id.slice(0, 80)}`).join(', ');
  throw new WorkspaceError('not_found', `There is no such record: ${names}.`, {
    next: 'Find the id with search or list.',
  });
}
