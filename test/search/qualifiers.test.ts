import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { WorkspaceError } from '#src/errors';
import { searchableKinds } from '#src/kinds/index';
import { parseBodyFilter } from '#src/search/filter';
import { filterShown } from '#src/search/filter-shown';
import { readQualifiers } from '#src/search/qualifiers';

/** The filter as a body holds it, the kinds after a colon, and what is left to search for. */
function understood(query: string): string {
  const { text, kinds, where, remarks } = readQualifiers(query);
  const scope = [where && JSON.stringify(filterShown(where)), kinds && `: ${kinds.join(', ')}`];
  expect(remarks).toEqual([]);
  return [...scope.filter((part) => part !== undefined), `| ${text}`].join(' ');
}

const CASES = [
  ['plain words', 'why sqlite', '| why sqlite'],
  ['a field', 'status:open caching strategy', '{"status":"open"} | caching strategy'],
  ['anywhere in the text', 'caching status:open strategy', '{"status":"open"} | caching strategy'],
  ['a kind', 'kind:issue slow', ': cross_repo_issues | slow'],
  [
    'several kinds, in their order',
    'kind:decision,task x',
    ': workspace_tasks, architecture_decisions | x',
  ],
  ['one kind less', 'kind:decision,task -kind:task x', ': architecture_decisions | x'],
  [
    'a kind as code hosts write it',
    'is:issue is:open x',
    '{"status":"open"} : cross_repo_issues | x',
  ],
  ['a type that is a kind', 'type:issue x', ': cross_repo_issues | x'],
  ['a type that is a type', 'type:adr x', '{"type":"adr"} | x'],
  ['an enumeration in any case', 'severity:high x', '{"severity":"HIGH"} | x'],
  ['an enumeration with a dash', 'status:in-progress x', '{"status":"in_progress"} | x'],
  ['a name in any case', 'Status:Open x', '{"status":"open"} | x'],
  ['a name with a dash', 'doc-type:adr x', '{"doc_type":"adr"} | x'],
  ['one of several', 'repo:core,web x', '{"repo":["core","web"]} | x'],
  ['a value with spaces', 'repo:"my repo","x,y" z', '{"repo":["my repo","x,y"]} | z'],
  ['a negation', '-status:closed x', '{"not":{"status":"closed"}} | x'],
  ['after a day', 'after:2025-01-01 x', '{"date":{"gt":"2025-01-01"}} | x'],
  ['before a day', 'before:2025-01-01 x', '{"date":{"lt":"2025-01-01"}} | x'],
  ['on a day', 'on:2025-01-01 x', '{"date":"2025-01-01"} | x'],
  ['since a month', 'since:2025-02 x', '{"date":{"gte":"2025-02-01"}} | x'],
  ['until a month', 'until:2024-02 x', '{"date":{"lte":"2024-02-29"}} | x'],
  ['after a year, as code hosts read it', 'date:>2024 x', '{"date":{"gt":"2024-12-31"}} | x'],
  ['a year', 'year:2024 x', '{"year":2024} | x'],
  ['years', 'year:2023..2024 x', '{"and":[{"year":{"gte":2023}},{"year":{"lte":2024}}]} | x'],
  [
    'a month',
    'on:2025-02 x',
    '{"and":[{"date":{"gte":"2025-02-01"}},{"date":{"lte":"2025-02-28"}}]} | x',
  ],
  ['a comparison', 'created:>=2025-01-01 x', '{"created":{"gte":"2025-01-01"}} | x'],
  ['a smaller number', 'estimated_tokens:<500 x', '{"estimated_tokens":{"lt":500}} | x'],
  [
    'a range',
    'created:2025-01-01..2025-02-01 x',
    '{"and":[{"created":{"gte":"2025-01-01"}},{"created":{"lte":"2025-02-01"}}]} | x',
  ],
  ['an open range', 'created:*..2025-02-01 x', '{"created":{"lte":"2025-02-01"}} | x'],
  ['a beginning', 'path:docs/adr/* x', '{"path":{"starts":"docs/adr/"}} | x'],
  [
    'what lies under a folder, wherever that is',
    'path:docs/adr x',
    '{"or":[{"path":{"starts":"docs/adr"}},{"path":{"contains":"/docs/adr"}}]} | x',
  ],
  ['a folder of the root', 'path:/docs x', '{"path":{"starts":"docs"}} | x'],
  ['an ending of a path', 'path:*.puml x', '{"path":{"contains":".puml"}} | x'],
  [
    'a number without its zeros',
    'kind:doc number:3 x',
    '{"number":["3","03","003","0003","00003","000003"]} : documents | x',
  ],
  ['a level and those above', 'severity:>=medium x', '{"severity":["HIGH","MEDIUM"]} | x'],
  ['levels below one', 'priority:<HIGH x', '{"priority":["MEDIUM","LOW"]} | x'],
  ['a level in other words', 'severity:>=critical x', '{"severity":["HIGH"]} | x'],
  ['a label', 'label:flaky tags:slow x', '{"and":[{"tag":"flaky"},{"tag":"slow"}]} | x'],
  [
    'an assignee',
    'assignee:ada assigned:bo x',
    '{"and":[{"assigned_to":"ada"},{"assigned_to":"bo"}]} | x',
  ],
  ['nobody', 'no:assignee x', '{"assigned_to":null} | x'],
  ['a state', 'kind:task state:blocked x', '{"status":"blocked"} : workspace_tasks | x'],
  ['an open issue', 'kind:issue state:open x', '{"status":"open"} : cross_repo_issues | x'],
  [
    'a closed issue, whatever it is called',
    'kind:issue is:closed x',
    '{"status":["resolved","closed"]} : cross_repo_issues | x',
  ],
  [
    'an open task',
    'kind:task is:open x',
    '{"status":["pending","in_progress","blocked"]} : workspace_tasks | x',
  ],
  [
    'a closed decision',
    'kind:decision is:closed x',
    '{"status":["superseded","deprecated","rejected"]} : architecture_decisions | x',
  ],
  ['a negation in words', 'NOT status:closed x', '{"not":{"status":"closed"}} | x'],
  ['a question', 'why not status:closed x', '{"status":"closed"} | why not x'],
  [
    'another day for kinds that have no such one',
    'kind:doc created:>=2025 x',
    '{"date":{"gte":"2025-01-01"}} : documents | x',
  ],
  ['a word of a title', 'title:cache x', '{"title":{"contains":"cache"}} | x'],
  ['something', 'severity:* x', '{"severity":{"null":false}} | x'],
  ['nothing', 'no:severity has:tag x', '{"severity":null,"tag":{"null":false}} | x'],
  ['a tag', 'tag:flaky x', '{"tag":"flaky"} | x'],
  [
    'nothing but qualifiers',
    'kind:task status:pending',
    '{"status":"pending"} : workspace_tasks | ',
  ],
  ['quotes hide a qualifier', '"status:open" x', '| "status:open" x'],
  ['a word before the colon', 'my-status: open', '| my-status: open'],
  ['an address', 'https://code.example/x', '| https://code.example/x'],
  ['a path of Windows', 'C:\\temp\\x', '| C:\\temp\\x'],
  ['a time of day', 'at 12:30', '| at 12:30'],
  ['a name in C++', 'std::vector', '| std::vector'],
  ['an emoji in colons', ':rocket: launch', '| :rocket: launch'],
  ['an open quote', 'status:"open x', '| status:"open x'],
  ['curly quotes around a value', 'repo:“my repo” x', '{"repo":"my repo"} | x'],
  ['curly quotes hide a qualifier', '“see status:open now” x', '| “see status:open now” x'],
] as const;

const FAULTS = [
  ['kind:issue status:opne', "Did you mean 'open'?"],
  ['severity:HIHG x', "Did you mean 'HIGH'?"],
  ['after:yesterday x', 'is no date'],
  ['created:2025-13-45', 'is no date'],
  ['created:soon', 'is no date'],
  ['since:lastweek x', 'is no date'],
  ['on:2025-31 x', 'is no date'],
  ['kind:isue x', "Did you mean 'issue'?"],
  ['kind:session_decisions x', 'no text to search in'],
  ['metadata:>3 x', 'cannot be asked'],
  ['severity:>=HIHG x', "Did you mean 'HIGH'?"],
  ['lifecycle:curent x', "Did you mean 'current'?"],
  ['as_of:soon x', 'is no day'],
  ['as_of:2025-01-01,2025-01-02 x', 'takes one value'],
  ['year:soon x', 'is no'],
] as const;

const REMARKS = [
  ['foo:bar x', "'foo:bar' is no field here; it was searched as words."],
  [
    'stauts:open x',
    "'stauts:open' is no field here; it was searched as words. Did you mean 'status'?",
  ],
  ['-foo:bar x', "'-foo:bar' is no field here; it was excluded as words."],
  ['kind:task number:12 x', "'number:12' is no field here; it was searched as words."],
  ['after:2024 x', "'after:2024' begins after the end of 2024; since:2024 has it too."],
  [
    'sort:created-desc x',
    "'sort:created-desc' sorts nothing: what is found is ranked. List records with GET /api/{kind}?sort= to have them in an order.",
  ],
  [
    'labels2:flaky x',
    "'labels2:flaky' is no field here; it was searched as words. Did you mean 'labels'?",
  ],
  ['no:cache x', "'no:cache' is no field here; it was searched as words."],
  ['on:click x', "'on:click' is no field here; it was searched as words."],
  ['before:block x', "'before:block' is no field here; it was searched as words."],
  ['status:opne x', "'status:opne': 'opne' is no usual status. Did you mean 'open'?"],
] as const;

describe('the qualifiers of a query', () => {
  it('ask for a lifecycle and a day', () => {
    const { text, during, where } = readQualifiers('lifecycle:current as-of:2025-03-01 x');
    expect({ text, during, where }).toEqual({
      ...{ text: 'x', where: undefined },
      during: { lifecycle: 'current', as_of: '2025-03-01' },
    });
  });

  it.each(CASES)('%s', (_name, query, expected) => {
    expect(understood(query)).toBe(expected);
  });

  it.each(FAULTS)('refuse %s', (query, hint) => {
    expect(() => readQualifiers(query)).toThrow(
      expect.objectContaining({
        code: 'invalid_query',
        message: expect.stringContaining(hint) as string,
        next: expect.stringContaining('qualifiers=false') as string,
      }) as Error,
    );
  });

  it.each(REMARKS)('say what was not understood in %s', (query, remark) => {
    const { remarks, text } = readQualifiers(query);
    expect(remarks).toEqual([remark]);
    expect(text).toContain('x');
  });

  it('are those of the kinds asked for, and leave none where the query names others', () => {
    expect(readQualifiers('severity:HIGH x', ['workspace_tasks']).remarks).toHaveLength(1);
    const { kinds, remarks } = readQualifiers('kind:issue x', ['workspace_tasks']);
    expect(kinds).toEqual([]);
    expect(remarks).toEqual(['The kinds that the query names are not among those asked for.']);
  });

  it('are answered or refused with a code, whatever is written', () => {
    const name = fc.constantFrom(
      'status',
      'created',
      'kind',
      'is',
      'no',
      'tag',
      'title',
      'x',
      'metadata',
      '__proto__',
    );
    const value = fc.oneof(
      fc.constantFrom(
        'open',
        '2025',
        '2025-02..*',
        '>=3',
        '*',
        'a*',
        '"a b"',
        'a,b',
        '..',
        '>',
        ',',
        '""',
      ),
      fc.string({ maxLength: 8, unit: 'binary' }),
    );
    const written = fc
      .tuple(fc.constantFrom('', '-'), name, value)
      .map(([minus, field, text]) => `${minus}${field}:${text}`);
    fc.assert(
      fc.property(fc.array(written, { maxLength: 4 }), (parts) => {
        try {
          const { where, text } = readQualifiers(`${parts.join(' ')} words`);
          expect(text).toMatch(/words$/);
          const shown = where && filterShown(where);
          const read = parseBodyFilter(shown, searchableKinds);
          expect(read && filterShown(read)).toEqual(shown);
        } catch (error) {
          expect(error).toBeInstanceOf(WorkspaceError);
          expect(error).toMatchObject({ code: 'invalid_query' });
        }
      }),
      { numRuns: 500 },
    );
  });
});
