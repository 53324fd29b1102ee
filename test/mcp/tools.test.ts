import { beforeAll, describe, expect, it } from 'vitest';

import { createWorld, DOORS, namesIn, type Agent, type World } from './harness.ts';

const DECISIONS = [
  {
    decision: 'Keep vectors in the SQLite file',
    rationale: 'One file holds records and vectors together.',
    status: 'accepted',
    repos_affected: ['memory'],
    supersedes: ['DEC-002'],
  },
  {
    decision: 'Keep vectors in a vector server',
    rationale: 'A vector server answers nearest questions.',
    status: 'superseded',
    repos_affected: ['memory'],
  },
  {
    decision: 'Log in JSON lines',
    rationale: 'Machines read the log.',
    status: 'accepted',
    repos_affected: ['api'],
  },
];
const TASKS = Array.from({ length: 30 }, (_, index) => ({
  title: `Task ${index + 1}`,
  priority: index % 2 === 0 ? 'HIGH' : 'LOW',
  repos_affected: ['api'],
}));

async function filled(world: World): Promise<void> {
  for (const decision of DECISIONS) await world.service.create<string>('decision', decision);
  await world.service.createMany<string>('task', TASKS);
  await world.service.create<string>('issue', {
    ...{ title: 'The lock is held too long', type: 'performance', severity: 'HIGH' },
    description: 'Two agents wait for the lock while the model loads.',
  });
  await world.index();
}

describe.each(DOORS)('the tools by %s', (_, connect) => {
  const world = createWorld();
  let agent: Agent;
  beforeAll(async () => {
    await filled(world);
    agent = await connect(world);
  });

  it('are six, and say what they read and write', async () => {
    const { tools } = await agent.client.listTools();
    expect(tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint])).toEqual([
      ['search', true],
      ['get', true],
      ['similar_decisions', true],
      ['list', true],
      ['record', false],
      ['status', true],
    ]);
    for (const { annotations, description, outputSchema } of tools) {
      expect(annotations).toMatchObject({ destructiveHint: false, openWorldHint: false });
      expect(description?.length).toBeGreaterThan(60);
      expect(outputSchema).toMatchObject({ type: 'object' });
    }
  });

  it('cost an agent less than 4,000 tokens before it asks anything', async () => {
    const { tools } = await agent.client.listTools();
    const read = tools.map(({ name, description, inputSchema }) => [
      name,
      description,
      inputSchema,
    ]);
    expect(JSON.stringify(read).length / 4).toBeLessThan(4000);
  });

  it('find by meaning, and show the decision that holds beside one that does not', async () => {
    const { data, text } = await agent.call('search', {
      query: 'vector server',
      kinds: ['decision'],
    });
    const past = (data['hits'] as { id: string }[]).find(({ id }) => id === 'DEC-002');
    expect(past).toMatchObject({
      ...{ kind: 'decision', status: 'superseded' },
      current: { kind: 'decision', id: 'DEC-001', title: 'Keep vectors in the SQLite file' },
    });
    expect(text).toContain('holds now: decision DEC-001');
    expect(data).toMatchObject({ mode: 'hybrid', total: 3, next_cursor: null });
  });

  it.each([
    ['one value', { repo: 'api' }, ['decision DEC-003']],
    ['a list', { status: ['superseded', 'rejected'] }, ['decision DEC-002']],
    ['an operator', { status__nin: ['superseded'], repo: 'memory' }, ['decision DEC-001']],
    ['an empty field', { documentation: null, repo: 'api' }, ['decision DEC-003']],
    ['a value with a comma', { decision: 'a, b' }, []],
  ])('filter by %s', async (_what, filter, expected) => {
    const { data } = await agent.call('list', { kind: 'decision', filter });
    expect(namesIn(data['records'])).toEqual(expected);
  });

  it('list in the asked order, with the asked fields', async () => {
    const { data } = await agent.call('list', {
      ...{ kind: 'task', sort: 'priority,title', limit: 2, fields: ['priority'] },
    });
    expect(data).toMatchObject({
      total: 30,
      records: [
        { kind: 'task', id: 'WS-TASK-001', title: 'Task 1', fields: { priority: 'HIGH' } },
        { title: 'Task 11' },
      ],
    });
  });

  it.each([
    ['list', { kind: 'task', limit: 7 }, 'records', 30],
    ['search', { query: 'task', kinds: ['task'], limit: 7 }, 'hits', 30],
    ['search', { query: 'task', kinds: ['task'], limit: 30, max_tokens: 500 }, 'hits', 30],
    ['list', { kind: 'task', limit: 30, max_tokens: 500 }, 'records', 30],
    ['similar_decisions', { text: 'vectors in a file', limit: 1 }, 'hits', 3],
    ['get', { records: TASKS.map((_t, i) => taskRef(i)), max_tokens: 500 }, 'records', 30],
  ])('%s gives each record once by its cursors: %j', async (tool, given, list, total) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { data, text } = await agent.call(tool, { ...given, ...(cursor && { cursor }) });
      const names = namesIn(data[list]);
      expect(names.length).toBeGreaterThan(0);
      seen.push(...names);
      cursor = (data['next_cursor'] as string | null) ?? undefined;
      if (cursor !== undefined) expect(text).toContain(cursor);
      pages += 1;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(total);
    expect(pages).toBeGreaterThan(1);
  });

  it('say what a budget leaves out', async () => {
    const { data, text } = await agent.call('list', { kind: 'task', limit: 30, max_tokens: 500 });
    const shown = (data['records'] as unknown[]).length;
    expect(data['left_out']).toEqual({ records: 30 - shown, reason: 'max_tokens' });
    expect(text).toContain(`Left out, since max_tokens holds no more: ${30 - shown} of 30.`);
  });

  it('get several records of several kinds, and say which are not there', async () => {
    const { data } = await agent.call('get', {
      records: [
        { kind: 'decision', id: 'DEC-002' },
        { kind: 'task', id: 'WS-TASK-999' },
        { kind: 'issue', id: 'ISSUE-001' },
      ],
    });
    expect(data).toMatchObject({
      records: [
        { id: 'DEC-002', current: { id: 'DEC-001' }, record: { status: 'superseded' } },
        { id: 'ISSUE-001', record: { severity: 'HIGH' } },
      ],
      missing: [{ kind: 'task', id: 'WS-TASK-999' }],
      next_cursor: null,
    });
  });

  it('say what is not there before what is, however long its id is', async () => {
    const { data, text } = await agent.call('get', {
      records: [
        { kind: 'task', id: 'x'.repeat(5_000) },
        { kind: 'decision', id: 'DEC-002' },
      ],
      max_tokens: 500,
    });
    expect(data['missing']).toEqual([
      { kind: 'task', id: expect.stringMatching(/^x+…$/), reason: expect.any(String) },
    ]);
    expect([data['left_out'], text.length < 2_000]).toEqual([undefined, true]);
  });

  it('find past decisions like a text, and mark what it may go against', async () => {
    const { data, text } = await agent.call('similar_decisions', {
      text: 'Do not keep vectors in the SQLite file',
    });
    expect(namesIn(data['hits']).toSorted()).toEqual(
      ['DEC-001', 'DEC-002', 'DEC-003'].map((id) => `decision ${id}`),
    );
    expect(namesIn(data['may_contradict'])).toContain('decision DEC-001');
    const marked = (data['hits'] as { id: string }[]).find(({ id }) => id === 'DEC-001');
    expect(marked).toMatchObject({ mark: 'may_contradict', why: expect.any(String) });
    expect(text).toContain('may_contradict: ');
  });

  it('find past decisions like one of them, and leave it out itself', async () => {
    const { data } = await agent.call('similar_decisions', {
      of: { kind: 'decision', id: 'DEC-001' },
    });
    expect(namesIn(data['hits'])).toContain('decision DEC-002');
    expect(namesIn(data['hits'])).not.toContain('decision DEC-001');
  });

  it('tell what is stored, and the fields of a kind', async () => {
    expect((await agent.call('status')).data).toMatchObject({
      read_only: false,
      records: { decision: 3, task: 30, issue: 1 },
    });
    const { data } = await agent.call('status', { kind: 'task' });
    expect(data['kind']).toMatchObject({ name: 'task', filters: expect.arrayContaining(['tag']) });
  });

  it('read a record as a resource, complete its address, and offer the prompt', async () => {
    const { client } = agent;
    const { contents } = await client.readResource({ uri: 'workspace://decision/DEC-001' });
    expect(JSON.parse((contents[0] as { text: string }).text)).toMatchObject({ id: 'DEC-001' });
    const ref = { type: 'ref/resource', uri: 'workspace://{kind}/{id}' } as const;
    const kinds = await client.complete({ ref, argument: { name: 'kind', value: 'dec' } });
    expect(kinds.completion.values).toEqual(['decision']);
    const ids = await client.complete({
      ...{ ref, argument: { name: 'id', value: 'DEC-00' } },
      context: { arguments: { kind: 'decision' } },
    });
    expect(ids.completion.values.sort()).toEqual(['DEC-001', 'DEC-002', 'DEC-003']);
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['before_you_decide']);
    const { messages } = await client.getPrompt({
      ...{ name: 'before_you_decide', arguments: { decision: 'Use Redis for the queue' } },
    });
    const said = (messages[0]?.content as { text: string }).text;
    for (const part of ['Use Redis for the queue', 'similar_decisions', 'get', 'record'])
      expect(said).toContain(part);
  });

  it('show a document as its own text, and list it for people who pick one', async () => {
    const content = '# Watch folders\n\nBy level.';
    const { id } = await world.service.create<string>('doc', {
      ...{ title: 'Watch folders', repo: 'memory', path: 'docs/adr/0001.md', content },
      doc_type: 'adr',
    });
    const { resources } = await agent.client.listResources();
    expect(resources.map(({ uri }) => uri)).toContain(`workspace://doc/${id}`);
    const { contents } = await agent.client.readResource({ uri: `workspace://doc/${id}` });
    expect(contents).toEqual([
      { uri: `workspace://doc/${id}`, mimeType: 'text/markdown', text: content },
    ]);
    await world.service.remove({ kind: 'doc', id });
  });
});

const taskRef = (index: number) => ({
  kind: 'task',
  id: `WS-TASK-${String(index + 1).padStart(3, '0')}`,
});
