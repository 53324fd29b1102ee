import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { packageRoot } from '#src/package-root';

const HELLO = {
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: {
    protocolVersion: '2025-06-18',
    ...{ capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
  },
};
const READY = { jsonrpc: '2.0', method: 'notifications/initialized' };
const TOOLS = { jsonrpc: '2.0', id: 2, method: 'tools/list' };

/**
 * Starts `workspace mcp` and says hello; with `tools` it asks for the tools as well, as every agent's
 * program does. Resolves when the last answer is there. Fails when the command ends before.
 */
export async function agentStart(args: readonly string[], until: 'hello' | 'tools'): Promise<void> {
  const child = spawn(process.execPath, args, {
    ...{ cwd: packageRoot(), env: { PATH: process.env['PATH'] ?? '' } },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (...messages: readonly object[]): Promise<void> => {
    child.stdin.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
    const { done } = await lines.next();
    if (done) throw new Error(`workspace mcp ended with ${String(child.exitCode)}.`);
  };
  try {
    await ask(HELLO);
    if (until === 'tools') await ask(READY, TOOLS);
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}
