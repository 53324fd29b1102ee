import { Worker } from 'node:worker_threads';

import { afterEach, describe, expect, it } from 'vitest';

import { WorkerChannel, type ChannelOptions } from '#embeddings/channel';

/** A worker without a model: echoes, fails, dies or never answers, as the request says. */
const SCRIPT = `
  const { parentPort } = require('node:worker_threads');
  const answers = {
    echo: ({ id, text }) => parentPort.postMessage({ id, value: text }),
    fail: ({ id }) => parentPort.postMessage({ id, error: { code: 'model_unavailable', message: 'no', next: 'wait' } }),
    die: () => { throw new Error('out of memory'); },
    exit: () => process.exit(7),
    hang: () => undefined,
    close: () => parentPort.close(),
  };
  parentPort.on('message', (message) => answers[message.call](message));
`;

let channel: WorkerChannel;
let started = 0;
const stops: string[] = [];

function open(options: Partial<ChannelOptions> = {}): WorkerChannel {
  started = 0;
  stops.length = 0;
  const start = () => {
    started += 1;
    return new Worker(SCRIPT, { eval: true, stderr: true });
  };
  channel = new WorkerChannel({
    start,
    restarts: { most: 3, within: 60_000 },
    onStop: (reason) => stops.push(reason),
    ...options,
  });
  return channel;
}

const call = (name: string, { text = '', timeout = 0 } = {}) =>
  channel.call({ call: name, text }, { timeout });

afterEach(() => channel.close(0));

describe('a channel to a worker', () => {
  it('starts the worker with the first call, and once', async () => {
    open();
    expect(started).toBe(0);
    expect(await Promise.all([call('echo', { text: 'a' }), call('echo', { text: 'b' })])).toEqual([
      'a',
      'b',
    ]);
    expect(started).toBe(1);
  });

  it('passes on what the worker says about a failed call, which fails alone', async () => {
    open();
    const [failed, next] = await Promise.allSettled([call('fail'), call('echo', { text: 'a' })]);
    expect(failed).toMatchObject({
      reason: { code: 'model_unavailable', message: 'no', next: 'wait' },
    });
    expect(next).toMatchObject({ value: 'a' });
    expect(stops).toEqual([]);
  });

  it.each([
    ['dies', 'die', /out of memory/],
    ['exits', 'exit', /ended with code 7/],
    ['never answers', 'hang', /took over 50 ms/],
  ])('fails only the call in which a worker %s, and starts another', async (_, name, reason) => {
    open();
    const [failed, next] = await Promise.allSettled([
      call(name, { timeout: name === 'hang' ? 50 : 0 }),
      call('echo', { text: 'a' }),
    ]);
    expect(failed).toMatchObject({
      reason: { code: 'embedding_failed', message: expect.stringMatching(reason) },
    });
    expect(next).toMatchObject({ value: 'a' });
    expect(started).toBe(2);
    expect(stops).toHaveLength(1);
  });

  it('fails a call with the code that it names for a stop of the worker', async () => {
    open();
    const stopCode = 'model_unavailable';
    await expect(channel.call({ call: 'die' }, { timeout: 0, stopCode })).rejects.toMatchObject({
      code: stopCode,
    });
  });

  it('stops starting a worker that keeps dying, for a while', async () => {
    open({ restarts: { most: 2, within: 400 } });
    await Promise.allSettled([call('die'), call('die')]);
    await expect(call('echo')).rejects.toMatchObject({
      code: 'model_unavailable',
      message: expect.stringContaining('stopped 2 times within 400 ms'),
    });
    expect(started).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 450));
    expect(await call('echo', { text: 'a' })).toBe('a');
  });

  it('fails the calls that wait when it is closed, and all that follow', async () => {
    open();
    await call('echo');
    const waiting = Promise.allSettled([call('hang'), call('echo')]);
    await channel.close(0);
    for (const outcome of await waiting)
      expect(outcome).toMatchObject({ reason: { message: 'The embedder is closed.' } });
    await expect(call('echo')).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(stops).toEqual([]);
  });

  it('can be closed before it was used, and twice', async () => {
    await open().close();
    await open().close();
    await channel.close();
    expect(started).toBe(0);
  });
});
