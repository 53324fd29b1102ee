import { describe, expect, it } from 'vitest';

import { inCommandWords } from '#src/cli/command-words';

describe('advice of the service, in a command', () => {
  it.each([
    [
      'List what there is with GET /api/workspace_tasks.',
      '`workspace list workspace_tasks` lists what there is.',
    ],
    [
      'Correct what errors names; GET /api/kinds describes the fields of every kind.',
      'Correct what errors names; `workspace kinds <kind>` lists fields.',
    ],
    ['The kinds are a, b; GET /api/kinds describes them.', /`workspace kinds` describes them/],
    [
      'GET /api/task/WS-TASK-1/related tells the links that there are.',
      '`workspace related task WS-TASK-1` tells the links that there are.',
    ],
    ['End it first, go on in it, or start with end_previous.', /with --end-previous\.$/],
    ['its claimer may settle it, or anyone with force while', /anyone with --force while/],
    ['change it with PATCH.', 'change it with `workspace update`.'],
    ['Say which with session_id.', 'Say which with --session.'],
    ['Correct it, or send qualifiers=false.', 'Correct it, or add --no-qualifiers.'],
    [
      'List records with GET /api/{kind}?sort= to have them in an order.',
      'Use `workspace list <kind> --sort` to have them in an order.',
    ],
    [
      "'as_of:2025' is overruled by as_of=2024-01-01 beside the question.",
      "'as_of:2025' is overruled by --as-of 2024-01-01.",
    ],
    ['Try again.', 'Try again.'],
  ])('%j', (next, said) => {
    expect(inCommandWords(next)).toEqual(
      typeof said === 'string' ? said : (expect.stringMatching(said) as string),
    );
  });
});
