import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { build } from 'esbuild';

import { packageRoot } from '#src/package-root';

import type { Change } from './changes.ts';

/** What is known of the records: what was acknowledged, and what a writer was at when it was killed. */
export interface Ledger {
  /** Texts of acknowledged writes, by id; null for what was deleted. */
  readonly texts: Map<string, string | null>;
  /** Batches that were begun and not acknowledged: each is there as a whole or not at all. */
  readonly open: (readonly Change[])[];
}

export interface Member {
  readonly role: string;
  readonly name: string;
  readonly process: ChildProcess;
  /** Resolves with the first line that it says. */
  readonly begun: Promise<Line>;
  /** The batch that it is at. */
  intent?: readonly Change[];
}

export interface Line {
  readonly intent?: readonly Change[];
  readonly written?: number;
  readonly url?: string;
}

export interface Fleet {
  start(role: string, name: string): Member;
  /** kill -9; resolves when it is dead and all that it said was heard. Rejects for one that ended by itself. */
  kill(member: Member): Promise<void>;
  readonly ledger: Ledger;
  /** What the processes said on stderr. */
  errors(): string;
  remove(): void;
}

/** Bundled, a process starts in a fifth of the time that it takes from sources. */
export async function createFleet(database: string): Promise<Fleet> {
  const root = packageRoot();
  const folder = join(root, 'node_modules', '.cache', `crash-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const script = join(folder, 'child.mjs');
  await build({
    entryPoints: [join(root, 'test/support/crash/child.ts')],
    outfile: script,
    ...{ bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external' },
    ...{ conditions: ['source'], alias: aliases(root), logLevel: 'error' },
  });
  const ledger: Ledger = { texts: new Map(), open: [] };
  const children = new Set<ChildProcess>();
  let said = '';
  return {
    ledger,
    errors: () => said,
    start: (role, name) => {
      const child = spawn(process.execPath, [script, role, database, root, name], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.add(child.once('close', () => children.delete(child)));
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      return listenTo({ role, name, process: child }, ledger);
    },
    kill: (member) => killed(member, ledger),
    remove: () => {
      for (const child of children) child.kill('SIGKILL'); // those that a failed test has left
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `#test/*` is known to tests alone; the package's own aliases stand in package.json. */
const aliases = (root: string): Record<string, string> => ({ '#test': join(root, 'test') });

function listenTo(started: Pick<Member, 'role' | 'name' | 'process'>, { texts }: Ledger): Member {
  let begin: (line: Line) => void = () => undefined;
  const begun = new Promise<Line>((resolve) => (begin = resolve));
  const member: Member = { ...started, begun };
  createInterface({ input: started.process.stdout as NodeJS.ReadableStream }).on('line', (text) => {
    const line = parsed(text);
    if (!line) return;
    begin(line);
    if (line.intent) member.intent = line.intent;
    if (line.written === undefined || !member.intent) return;
    for (const change of member.intent) texts.set(change.id, change.text);
    delete member.intent;
  });
  return member;
}

/** A line that the kill has cut is none. */
function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

async function killed(member: Member, { open }: Ledger): Promise<void> {
  const { exitCode } = member.process;
  if (exitCode !== null) throw new Error(`The ${member.role} had ended with ${String(exitCode)}.`);
  const closed = new Promise((resolve) => member.process.once('close', resolve));
  member.process.kill('SIGKILL');
  await closed;
  if (member.intent) open.push(member.intent);
}
