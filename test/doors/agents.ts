import type { RecordRef } from '#src/client/types';

import type { Agent } from '#test/mcp/harness';

import { whole, type Answered, type Door } from './door.ts';
import { asksForDecisions, USUAL, type Pair, type Question } from './question.ts';

interface Page {
  readonly records?: readonly RecordRef[];
  readonly hits?: readonly RecordRef[];
  readonly next_cursor: string | null;
}

/** MCP, through the protocol's own client. With few `tokens` the answers are cut, and go on by their cursor. */
export function agentsDoor(agent: Agent, tokens: number): Door {
  const read = async (tool: string, given: object, cursor?: string): Promise<Answered> => {
    const { data, isError, text } = await agent.call(tool, {
      ...{ ...given, max_tokens: tokens },
      ...(cursor !== undefined && { cursor }),
    });
    if (isError) throw new Error(text);
    const page = data as unknown as Page;
    return { records: page.records ?? page.hits ?? [], next: page.next_cursor };
  };
  /** All of it, however often the budget cuts it. */
  const readAll = async (tool: string, given: object): Promise<Answered> => {
    const records: RecordRef[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await read(tool, given, cursor);
      records.push(...page.records);
      [cursor, more] = [page.next ?? undefined, page.next !== null];
    }
    return whole(records);
  };
  return {
    asks: {
      list: ({ kind, sort, ...rest }) => readAll('list', { kind, sort, ...narrowed(rest) }),
      search: ({ q: query, kinds, mode, lifecycle, as_of, ...rest }) =>
        readAll('search', { query, kinds, mode, lifecycle, as_of, ...narrowed(rest) }),
      similar: ({ to, lifecycle, as_of }) => {
        const subject = 'text' in to ? to : { of: to };
        return readAll('similar_decisions', { ...subject, lifecycle, as_of, limit: USUAL });
      },
      get: async ({ kind, ids }) => {
        const { records } = await readAll('get', { records: ids.map((id) => ({ kind, id })) });
        return whole(records.filter(({ id }, at) => id !== records[at - 1]?.id)); // comes in parts
      },
    },
    lacks,
  };
}

interface Narrowed {
  readonly filters?: readonly Pair[];
  readonly walk?: number;
}

/** A list of values is a list here. */
const narrowed = ({ filters = [], walk: limit = USUAL }: Narrowed) => ({
  limit,
  filter: Object.fromEntries(
    filters.map(([name, value]) => [name, takesList(name) ? value.split(',') : value]),
  ),
});

const takesList = (name: string): boolean => !name.includes('__') || /__n?in$/.test(name);

function lacks(question: Question): string | undefined {
  if ('prefix' in question) return 'an agent ends its words';
  if ('qualifiers' in question) return 'an agent quotes what is no qualifier';
  if (question.ask === 'similar' && !asksForDecisions(question))
    return 'agents ask for similar decisions only';
  const names = ('filters' in question ? (question.filters ?? []) : []).map(([name]) => name);
  return new Set(names).size < names.length ? 'a filter has each name once' : undefined;
}
