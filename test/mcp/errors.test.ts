import { beforeAll, describe, expect, it } from 'vitest';

import { createWorld, DOORS, type Agent } from './harness.ts';

describe.each(DOORS)('a call that cannot be answered, by %s', (_, connect) => {
  const world = createWorld();
  let agent: Agent;
  beforeAll(async () => {
    await world.service.create<string>('task', { title: 'Measure the lock' });
    agent = await connect(world);
  });

  it.each([
    ['search', {}, 'query: It is required', 'call it again'],
    ['search', { query: '  ' }, 'empty', 'list'],
    ['search', { query: 'a', kind: 'task' }, "Did you mean 'kinds'?", 'query, kinds'],
    ['search', { query: 'a', kinds: ['tusk'] }, 'tusk', 'Next:'],
    ['search', { query: 'a', limit: 0 }, 'limit', 'Next:'],
    ['search', { query: 'a', max_tokens: 10 }, 'max_tokens: It must be at least 500', 'Next:'],
    ['search', { query: 'a', cursor: 'nonsense' }, 'no cursor', 'without cursor'],
    ['search', { query: 'a', filter: { statos: 'open' } }, 'statos', "mean 'status'"],
    ['list', { kind: 'nothing' }, 'nothing', 'Next:'],
    ['list', { kind: 'task', filter: { status: 'opened' } }, 'opened', 'pending'],
    ['list', { kind: 'task', filter: { title: ['a,b', 'c'] } }, 'comma', 'alone'],
    ['list', { kind: 'task', filter: { created__near: '2025' } }, 'near', 'gte'],
    ['get', { records: [] }, 'records: It must not be empty', 'Next:'],
    ['get', { records: [{ kind: 'task', id: 'WS-TASK-404' }] }, 'WS-TASK-404', 'search'],
    ['get', { records: [{ kind: 'task' }] }, 'records/0/id: It is required', 'Next:'],
    ['get', { records: [{ kind: 'tusk', id: '1' }] }, 'tusk', 'Next:'],
    ['get', { records: [{ kind: 'task', id: 'WS-TASK-001' }], cursor: 'x' }, 'cursor', 'same'],
    ['similar_decisions', {}, 'Either text or of', 'Next:'],
    ['similar_decisions', { of: { kind: 'decision', id: 'DEC-404' } }, 'DEC-404', 'search'],
    ['status', { kind: 'tusk' }, 'tusk', 'task'],
    ['forget', {}, "no tool 'forget'", 'search, get'],
  ])('%s %j says what is wrong and what to do', async (tool, given, wrong, next) => {
    const { isError, text } = await agent.call(tool, given);
    expect(isError).toBe(true);
    expect(text).toContain(wrong);
    expect(text).toContain(next);
    expect(text).not.toMatch(/GET \/api|undefined|\[object/);
  });

  it.each([
    ['workspace://task/WS-TASK-404', 'WS-TASK-404'],
    ['workspace://tusk/1', 'tusk'],
    ['file:///etc/passwd', 'no address'],
    ['workspace://task/../../etc', 'no address'],
  ])('reading the resource %s is an error of the protocol', async (uri, said) => {
    await expect(agent.client.readResource({ uri })).rejects.toThrow(said);
  });

  it.each([
    ['unknown', {}, 'no prompt'],
    ['before_you_decide', {}, 'decision'],
  ])('so is the prompt %s %j', async (name, given, said) => {
    await expect(agent.client.getPrompt({ name, arguments: given })).rejects.toThrow(said);
  });
});
