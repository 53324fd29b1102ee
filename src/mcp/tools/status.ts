import { z } from 'zod';

import type { KindDescription, ServiceStatus } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import { cut, type Shown } from '#src/mcp/fit';
import { allNames, nameOf } from '#src/mcp/names';
import { defineTool } from '#src/mcp/tool';

const field = z.object({
  name: z.string(),
  type: z.string(),
  values: z.array(z.string()).optional(),
});

export const statusTool = defineTool({
  name: 'status',
  title: 'What is stored, and what its fields are',
  description:
    'Says how many records of each kind there are, and whether the search index is in step with them. ' +
    'With a kind: its fields, their known values, and the names that filters take.',
  input: {
    kind: z
      .string()
      .optional()
      .describe(`Describe this kind: ${allNames.join(', ')}.`),
  },
  output: {
    version: z.string().optional(),
    read_only: z.boolean().optional(),
    records: z.record(z.string(), z.int()).optional().describe('How many, by kind.'),
    index: z.object({ pending: z.int(), failed: z.int() }).optional(),
    degraded: z.array(z.string()).optional().describe('What searches do without now, and why.'),
    kind: z
      .object({
        name: z.string(),
        label: z.string(),
        fields: z.array(field),
        filters: z.array(z.string()),
      })
      .optional(),
  },
  run: async ({ client, readOnly }, { kind }) => {
    if (kind === undefined) return statusShown(await client.status(), readOnly);
    return kindShown(kindCalled(await client.kinds(), kind));
  },
});

function statusShown({ version, records, index, search }: ServiceStatus, readOnly: boolean): Shown {
  const counts = Object.entries(records).filter(([, count]) => count > 0);
  const named = Object.fromEntries(counts.map(([kind, count]) => [nameOf(kind), count]));
  const degraded = search.degraded.map(({ leg, reason }) => cut(`${leg}: ${reason}`, 300));
  const { pending, failed } = index;
  return {
    structured: {
      ...{ version, read_only: readOnly, records: named, index: { pending, failed } },
      ...(degraded.length > 0 && { degraded }),
    },
    text: [
      `Records: ${
        Object.entries(named)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', ') || 'none yet'
      }.`,
      pending + failed === 0
        ? 'The index is in step.'
        : `The index: ${pending} wait to be embedded, ${failed} failed.`,
      ...degraded.map((each) => `Note: ${each}`),
      ...(readOnly ? ['Only reads are served here.'] : []),
    ].join('\n'),
  };
}

/** Code: unknown_kind. */
function kindCalled(kinds: readonly KindDescription[], name: string): KindDescription {
  const found = kinds.find((kind) => kind.name === name || kind.short.includes(name));
  if (found) return found;
  throw new WorkspaceError('unknown_kind', `'${name.slice(0, 60)}' is no kind of record.`, {
    next: `The kinds are ${allNames.join(', ')}.`,
  });
}

function kindShown({ name, label, fields, filters }: KindDescription): Shown {
  const shown = fields.map(({ name, type, values }) => ({ name, type, ...(values && { values }) }));
  const names = Object.keys(filters.operators);
  return {
    structured: { kind: { name: nameOf(name), label, fields: shown, filters: names } },
    text: [
      `${label} (${name})`,
      ...shown.map(({ name, type, values }) => `${name}: ${values?.join(' | ') ?? type}`),
      `Filters: ${names.join(', ')}.`,
    ].join('\n'),
  };
}
