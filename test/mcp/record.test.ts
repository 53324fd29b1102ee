import { beforeAll, describe, expect, it } from 'vitest';

import { byHttp, byPipes, createWorld, DOORS, NAME, namesIn, type Agent } from './harness.ts';

describe.each(DOORS)('what an agent records by %s', (_, connect) => {
  const world = createWorld();
  let agent: Agent;
  beforeAll(async () => {
    await world.service.create<string>('decision', {
      ...{ decision: 'Keep vectors in the SQLite file', status: 'accepted' },
      rationale: 'One file holds records and vectors together.',
    });
    await world.service.create<string>('issue', {
      ...{ title: 'Two agents took one task', type: 'concurrency', severity: 'HIGH' },
      description: 'Both read the list at once and began.',
    });
    await world.index();
    agent = await connect(world);
  });

  it('is a proposed decision, with the past ones that it may contradict', async () => {
    const { data, text } = await agent.call('record', {
      decision: {
        decision: 'Do not keep vectors in the SQLite file',
        rationale: 'A server for vectors scales.',
      },
    });
    expect(data).toMatchObject({ kind: 'decision', status: 'proposed' });
    expect(namesIn(data['may_contradict'])).toEqual(['decision DEC-001']);
    expect(text).toContain('may contradict');
    const { record } = await world.service.get({ kind: 'decision', id: String(data['id']) });
    expect(record).toMatchObject({ status: 'proposed', rationale: 'A server for vectors scales.' });
  });

  it('names its near-duplicates, and never itself', async () => {
    const again = {
      ...{ decision: 'Keep vectors in the SQLite file' },
      rationale: 'One file holds records and vectors together.',
    };
    const { data } = await agent.call('record', { decision: again });
    expect(namesIn(data['near_duplicates'])).toContain('decision DEC-001');
    expect(namesIn(data['near_duplicates'])).not.toContain(`decision ${String(data['id'])}`);
  });

  it('is compared by its beginning, however long it is', async () => {
    const decision = `Keep vectors in the SQLite file. ${'It holds them. '.repeat(100)}`;
    const { data } = await agent.call('record', {
      decision: { decision, rationale: 'One file. '.repeat(11_000) },
    });
    expect(data).toMatchObject({ status: 'proposed', near_duplicates: expect.any(Array) });
    expect(data['not_compared']).toBeUndefined();
  });

  it('goes against nothing that it says it supersedes', async () => {
    const { data } = await agent.call('record', {
      decision: {
        decision: 'Do not keep vectors in the SQLite file any more',
        rationale: 'A server for vectors scales.',
        supersedes: ['DEC-001'],
      },
    });
    expect(namesIn(data['may_contradict'])).not.toContain('decision DEC-001');
  });

  it('is an issue, compared with issues', async () => {
    const { data } = await agent.call('record', {
      issue: {
        ...{ title: 'Two agents took one task', type: 'concurrency', severity: 'LOW' },
        description: 'Both read the list at once and began.',
      },
    });
    expect(data).toMatchObject({ kind: 'issue', status: 'open', may_contradict: [] });
    expect(namesIn(data['near_duplicates'])).toContain('issue ISSUE-001');
  });

  it('is a task', async () => {
    const { data } = await agent.call('record', {
      task: { title: 'Measure the lock', priority: 'HIGH', repos_affected: ['api'] },
    });
    expect(data).toMatchObject({ kind: 'task', title: 'Measure the lock', status: 'pending' });
  });

  it('is a note in the session of the agent, which is started once', async () => {
    const note = (description: string) => agent.call('record', { note: { description } });
    const first = await note('The lock is held while the model loads.');
    const second = await note('Measured it.');
    const session = String(first.data['session']);
    expect(second.data['session']).toBe(session);
    const { items } = await world.service.list('session_activities', {
      filters: [['session_id', session]],
    });
    expect(items.map(({ type, description }) => [type, description]).sort()).toEqual([
      ['note', 'Measured it.'],
      ['note', 'The lock is held while the model loads.'],
    ]);
    const [mine] = (await world.service.list('workspace_sessions')).items;
    expect(mine?.ai_assistant).toBe(connect === byPipes ? NAME : 'agent');
  });

  it.each([
    ['nothing', {}, 'Nothing was given'],
    ['two records', { task: { title: 'a' }, note: { description: 'b' } }, 'One record at a time'],
    ['a decision that claims to be accepted', decided('accepted'), "'status' is no field"],
    ['a field that there is not', { task: { titel: 'a' } }, "Did you mean 'title'?"],
    ['a value that there is not', { task: { title: 'a', priority: 'NOW' } }, 'none of HIGH'],
    ['a reference to nothing', issueOf('WS-TASK-999'), 'WS-TASK-999'],
    ['a title of blanks', { task: { title: '  ' } }, 'empty'],
  ])('is refused and writes nothing: %s', async (_what, given, said) => {
    const before = (await world.service.status()).records;
    const { isError, text } = await agent.call('record', given);
    expect(isError).toBe(true);
    expect(text).toContain(said);
    expect((await world.service.status()).records).toEqual(before);
  });
});

describe('an agent', () => {
  it('is named in the history by its header, over HTTP', async () => {
    const world = createWorld();
    const headers = { 'X-Workspace-Agent': 'reviewer', 'X-Workspace-User': 'ada' };
    const agent = await byHttp(world, { headers });
    await agent.call('record', { task: { title: 'Measure the lock' } });
    await agent.call('record', { note: { description: 'Measured it.' } });
    const { items } = await world.service.changes();
    expect(new Set(items.map(({ who }) => who))).toEqual(new Set(['reviewer']));
    const [session] = (await world.service.list('workspace_sessions')).items;
    expect(session).toMatchObject({ user: 'ada', ai_assistant: 'reviewer' });
  });

  it('records without a model too, and hears that words alone were compared', async () => {
    const world = createWorld();
    await world.service.create<string>('task', { title: 'Measure the lock', notes: 'Twice.' });
    await world.index();
    world.embedder.breakWith('The model is gone.');
    const agent = await byHttp(world);
    const { isError, data } = await agent.call('record', {
      decision: { decision: 'Log in JSON lines', rationale: 'Machines read the log.' },
    });
    expect(isError).toBe(false);
    expect(data).toMatchObject({
      ...{ status: 'proposed', near_duplicates: [] },
      degraded: [expect.stringContaining('The model is gone.')],
    });
  });

  it.each(DOORS)('is only offered reads where only reads are served, by %s', async (_, connect) => {
    const world = createWorld({ readOnly: true });
    const agent = await connect(world, { readOnly: true });
    const { tools } = await agent.client.listTools();
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
    expect(tools).toHaveLength(5);
    const { isError, text } = await agent.call('record', { task: { title: 'a' } });
    expect(isError).toBe(true);
    expect(text).toContain('only reads');
    expect((await agent.call('status')).data).toMatchObject({ read_only: true, records: {} });
    const { messages } = await agent.client.getPrompt({
      ...{ name: 'before_you_decide', arguments: { decision: 'x' } },
    });
    expect(JSON.stringify(messages)).not.toContain('call record');
  });
});

function decided(status: string) {
  return { decision: { decision: 'Use Redis', status } };
}

function issueOf(related_task_id: string) {
  return { issue: { title: 'a', type: 'b', severity: 'LOW', related_task_id } };
}
