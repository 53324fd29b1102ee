import { z } from 'zod';

import { MODES } from '#src/search/types';
import { answerOutput, hitOutput, hitPage } from '#src/mcp/hits';
import {
  budgetInput,
  cursorInput,
  duringInput,
  filterInput,
  kindsInput,
  limitInput,
  urlFilters,
} from '#src/mcp/input';
import { pageThatFits } from '#src/mcp/paging';
import { defined, defineTool } from '#src/mcp/tool';

export const searchTool = defineTool({
  name: 'search',
  title: 'Search the workspace memory',
  description:
    'Finds decisions, documents, issues, tasks, sessions and more by meaning and by words, best first. ' +
    'Ask in plain language, or with an id, a path, a "quoted phrase", a -word. ' +
    'A decision that no longer holds says which one holds in its place. Use get for whole records, ' +
    'list where filters alone will do.',
  input: {
    query: z.string().min(1).max(100_000).describe('The question, or a text to find the like of.'),
    kinds: kindsInput,
    filter: filterInput,
    ...duringInput,
    mode: z.enum(MODES).optional().describe('Default hybrid: meaning and words together.'),
    limit: limitInput(10),
    cursor: cursorInput,
    max_tokens: budgetInput,
  },
  output: { ...answerOutput, hits: z.array(hitOutput) },
  run: ({ client }, { query, filter, limit, max_tokens: budget, ...rest }) => {
    const filters = urlFilters(filter);
    return pageThatFits({
      ...{ limit, budget },
      ask: (most) => client.search(query, { ...defined(rest), filters, limit: most }),
      itemsOf: (page) => page.hits,
      show: (answer, items, how) => hitPage({ answer, items, ...how }),
    });
  },
});
