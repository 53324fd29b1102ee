import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { runCommand } from '#src/cli/program';
import { untilStopped } from '#src/cli/stop-signal';

import { temporaryFolder, type Folder } from './harness.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

it('a server can be stopped from its first moment on, and greets all the same', async () => {
  const events: string[] = [];
  const write = (text: string) => events.push(text);
  const code = await runCommand(['serve', '--port', '0', '--db', join(folder.path, 'test.db')], {
    env: { LOG_LEVEL: 'silent' },
    stdout: { write },
    stderr: { write },
    readStdin: () => Promise.resolve(''),
    untilStopped: () => {
      events.push('can be stopped');
      return Promise.resolve();
    },
  });
  expect(code).toBe(0);
  expect(events).toEqual([
    'can be stopped',
    expect.stringMatching(/^Workspace memory on http:\/\/127\.0\.0\.1:\d+ .*\n$/),
  ]);
});

it('the first signal is heard once, and the next one is not kept from ending the process', async () => {
  const before = process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');
  const stopped = untilStopped();
  process.emit('SIGTERM');
  await stopped;
  expect(process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')).toBe(before);
});

it('a server that is asked to exports by itself', async () => {
  const directory = join(folder.path, 'exported');
  const silent = { write: () => true };
  const isThere = (): void => expect(existsSync(join(directory, 'SESSION-LOG.json'))).toBe(true);
  const code = await runCommand(
    [
      ...['serve', '--port', '0', '--db', join(folder.path, 'exporting.db')],
      ...['--export-every', '1h', '--export-dir', directory],
    ],
    {
      env: { LOG_LEVEL: 'silent' },
      ...{ stdout: silent, stderr: silent },
      readStdin: () => Promise.resolve(''),
      untilStopped: () => vi.waitFor(isThere, 10_000),
    },
  );
  expect(code).toBe(0);
});
