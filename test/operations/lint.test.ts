import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lint } from '#src/operations/lint';
import { lineOf } from '#src/operations/lint-lines';
import { chainGraph } from '#src/search/chain-graph';
import { chainsOf } from '#src/search/chains';
import type { WriteOperation } from '#src/store/store';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

import { adr, CASES, file, NOW, row } from './lint-cases.ts';

describe('lint', () => {
  let temporary: TemporaryStore;
  beforeEach(() => {
    temporary = temporaryStore();
  });
  afterEach(() => temporary.remove());

  const findings = async (records: readonly WriteOperation[], staleDays = 90) => {
    await temporary.store.write({ operations: records });
    return lint(temporary.store, { now: NOW, staleDays });
  };

  it.each(CASES)('$rule finds $what', async ({ rule, records, found, says }) => {
    const all = (await findings(records)).findings.filter((each) => each.rule === rule);
    expect(all.map(({ id, line }) => (line === undefined ? [id] : [id, line])).sort()).toEqual(
      [...found].sort(),
    );
    for (const { sentence, next } of all)
      expect([sentence, next].every((text) => text.endsWith('.'))).toBe(true);
    if (says !== undefined) expect(all[0]?.sentence).toBe(says);
  });

  it('finds nothing in decisions that are in order, and says how many there are', async () => {
    const answer = await findings([
      file('0001-a.md', adr('A', 'Superseded by [2](0002-b.md)')),
      file('0002-b.md', adr('B', 'Accepted\n\nSupersedes [1](0001-a.md)')),
    ]);
    expect(answer).toEqual({ findings: [], counts: { error: 0, warning: 0, info: 0 }, checked: 2 });
  });

  it('tells the writer of a row which of its fields to write', async () => {
    const { findings: found } = await findings([
      row('A', {}),
      row('B', { supersedes: ['A'] }),
      row('C', { status: 'superseded', superseded_by: ['D'] }),
      row('D', {}),
      row('E', { status: 'superseded' }),
    ]);
    expect(Object.fromEntries(found.map(({ id, rule, next }) => [`${id} ${rule}`, next]))).toEqual({
      'A still_accepted':
        "Write 'B' into its superseded_by, and 'superseded' into status. Or take the link out of the successor.",
      'D successor_silent': "Write 'C' into its supersedes.",
      'E no_successor': 'Name its successor in superseded_by, or call it deprecated.',
    });
  });

  it.each([
    ['the newest', {}, {}, 'B counts as the one that holds'],
    ['the one that is not over', {}, { status: 'superseded' }, 'A counts as the one that holds'],
    [
      'none, when all are over',
      { status: 'superseded' },
      { status: 'superseded' },
      'none of them counts as the one that holds',
    ],
  ])('says who counts in a circle, as a search does: %s', async (_, a, b, who) => {
    const { findings: found } = await findings([
      row('A', { supersedes: ['B'], date: '2024-01-01', ...a }),
      row('B', { supersedes: ['A'], date: '2025-01-01', ...b }),
    ]);
    const next = found.find(({ rule }) => rule === 'cycle')?.next;
    expect(next).toBe(`Remove the link that is wrong; until then ${who}.`);
    const { standings, records } = chainsOf(chainGraph(await temporary.store.lifecycle()));
    const holding = [...standings].flatMap(([at, { holds }]) =>
      holds ? [records.get(at)?.id] : [],
    );
    expect(holding).toEqual(who.startsWith('none') ? [] : [who[0]]);
  });

  it('refuses a repository that nothing is of, and names the nearest', async () => {
    await findings([
      file('0001-a.md', adr('A', 'Accepted')),
      {
        ...{ op: 'create', kind: 'workspace_tasks' },
        value: { title: 'T', repos_affected: ['web'] },
      },
    ]);
    const of = (repo: string) => lint(temporary.store, { now: NOW, staleDays: 90, repo });
    await expect(of('cor')).rejects.toMatchObject({
      code: 'invalid_query',
      message: "No record is of the repository 'cor'. Did you mean 'core'?",
      issues: [{ parameter: 'repo' }],
      next: 'Decisions are of core.',
    });
    expect(await of('web')).toMatchObject({ findings: [], checked: 0 });
  });

  it('keeps to a repository, puts errors first, and counts', async () => {
    await findings([
      file('0001-a.md', '# A\n'),
      file('0002-b.md', adr('B', 'Superseded by ADR-9')),
      { ...file('0001-a.md', '# A\n', 'web'), id: 'web' } as WriteOperation,
    ]);
    const { findings: found, counts } = await lint(temporary.store, {
      ...{ now: NOW, staleDays: 90, repo: 'core' },
    });
    expect(found.map(({ rule }) => rule)).toEqual(['dangling_link', 'no_status', 'no_date']);
    expect(counts).toEqual({ error: 1, warning: 0, info: 2 });
  });
});

describe('the line of a finding', () => {
  const text = '# 7. Queues\n\nSee ADR-7.\n\n## 2. Status\n\nSuperseded by ADR-0007 since May.\n';
  it.each([
    [{ reference: 'ADR-7' }, 7],
    [{ reference: 'docs/adr/queues' }, 1],
    [{ reference: 'since MAY' }, 7],
    [{ reference: 'nothing' }, undefined],
    ['status', 5],
    [undefined, undefined],
  ] as const)('that is about %j', (about, line) => {
    expect(lineOf(text, about)).toBe(line);
  });
});
