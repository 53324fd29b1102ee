import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

const SCRIPT = `
  const { readdirSync } = await import('node:fs');
  const { getPriority } = await import('node:os');
  const { yieldToOthers } = await import('#embeddings/priority');
  const others = readdirSync('/proc/self/task').map(Number).filter((thread) => thread !== process.pid);
  const before = [getPriority(process.pid), others.map((thread) => getPriority(thread))];
  yieldToOthers();
  const after = [getPriority(process.pid), others.map((thread) => getPriority(thread))];
  console.log(JSON.stringify({ before, after }));
`;

it('lets the other threads of the process go first, and changes none of them', async ({ skip }) => {
  skip(process.platform !== 'linux', 'only Linux has a priority for each thread');
  const flags = ['--import=tsx', '--conditions=source', '--input-type=module', '--eval', SCRIPT];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  const { before, after } = JSON.parse(stdout) as Record<'before' | 'after', [number, number[]]>;
  expect(after).toEqual([Math.min(before[0] + 10, 19), before[1]]);
});
