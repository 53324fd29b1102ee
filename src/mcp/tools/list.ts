import { z } from 'zod';

import type { Page } from '#src/client/types';
import { kindOf } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import { itemFields } from '#src/search/record-item';
import { cut, type Room, type Shown } from '#src/mcp/fit';
import { endLines, leftOutShown, pageOutput } from '#src/mcp/hits';
import {
  budgetInput,
  cursorInput,
  filterInput,
  kindInput,
  limitInput,
  urlFilters,
} from '#src/mcp/input';
import { namedKind, nameOf } from '#src/mcp/names';
import { pageThatFits } from '#src/mcp/paging';
import { saidIn, valueText } from '#src/mcp/record-text';
import { defined, defineTool } from '#src/mcp/tool';

const item = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string(),
  fields: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('A long value is cut, and ends with ….'),
});

export const listTool = defineTool({
  name: 'list',
  title: 'List records by filters',
  description:
    'Lists the records of one kind that match exact filters, in a chosen order: open tasks, issues of a ' +
    'repository, decisions since a day. It ranks by nothing; to find by meaning or words use search.',
  input: {
    kind: kindInput,
    filter: filterInput,
    sort: z
      .string()
      .optional()
      .describe("Fields, '-' before one for descending: priority,-created. Default: newest first."),
    fields: z
      .array(z.string())
      .optional()
      .describe('Fields of each record; default: its state, dates and repositories.'),
    limit: limitInput(25),
    cursor: cursorInput,
    max_tokens: budgetInput,
  },
  output: { ...pageOutput, records: z.array(item) },
  run: ({ client }, { kind, filter, fields, limit, max_tokens: budget, ...rest }) => {
    const filters = urlFilters(filter);
    const known = namedKind(kind);
    const wanted =
      known && fields ? [known.title, ...fields] : (fields ?? (known && itemFields(known)));
    const asked = { ...defined({ ...rest, fields: wanted }), filters };
    return pageThatFits({
      ...{ limit, budget },
      ask: (most) => client.list(kind, { ...asked, limit: most }),
      itemsOf: (page) => page.items,
      show: listPage,
    });
  },
});

type Item = z.output<typeof item>;

function itemShown({ kind: name }: Page, record: AnyRecord, room: Room): Item {
  const kind = kindOf(name);
  const { [kind.primaryKey]: id, [kind.title]: _, ...fields } = saidIn(record);
  return {
    kind: nameOf(name),
    id: String(id),
    title: cut(titleOf(kind, record), room.title),
    ...(room.text > 0 && Object.keys(fields).length > 0 && { fields: fieldsShown(fields, room) }),
  };
}

const fieldsShown = (fields: AnyRecord, { text }: Room): AnyRecord =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const words = valueText(value);
      return [name, words.length <= text ? value : cut(words, text)];
    }),
  );

function listPage(
  page: Page,
  items: readonly AnyRecord[],
  { room, leftOut }: { readonly room: Room; readonly leftOut: number },
): Shown {
  const records = items.map((record) => itemShown(page, record, room));
  const { total, next_cursor: cursor } = page;
  return {
    structured: { total, records, ...leftOutShown(leftOut), next_cursor: cursor },
    text: [
      `${records.length} of ${total} that match.`,
      ...records.map(itemLine),
      ...endLines(records.length, { leftOut, cursor }),
    ].join('\n'),
  };
}

function itemLine({ kind, id, title, fields = {} }: Item): string {
  const facts = Object.entries(fields).map(([name, value]) => `${name}: ${valueText(value)}`);
  return `${kind} ${id}: ${title}${facts.length > 0 ? ` (${facts.join('; ')})` : ''}`;
}
