import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { packageRoot } from '#src/package-root';

/** A program that has this package as a dependency, as `npm run build` makes it. */
export interface Consumer {
  readonly folder: string;
  write(name: string, text: string): void;
  /** What a program of its folder prints. */
  run(name: string, env?: Readonly<Record<string, string>>): Promise<string>;
  /** Faults that the compiler, as strict as it gets, finds in programs of its folder: `a.ts(3`. */
  faults(...names: readonly string[]): Promise<readonly string[]>;
  remove(): void;
}

const run = promisify(execFile);
const ROOT = packageRoot();

export function createConsumer(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-consumer-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/workspace-memory'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('package.json', '{"type": "module"}');
  return {
    folder,
    write,
    run: async (name, env = {}) => {
      const options = { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', ...env } };
      return (await run(process.execPath, [name], options)).stdout;
    },
    faults: async (...files) => {
      write('tsconfig.json', JSON.stringify({ compilerOptions: COMPILER, files }));
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
      const said = await run(process.execPath, [compiler, '-p', folder]).then(
        ({ stdout }) => stdout,
        (failed: { readonly stdout: string }) => failed.stdout,
      );
      return [...said.matchAll(/^(?:.*\/)?([\w-]+\.ts\(\d+)/gm)].map(([, place = '']) => place);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const COMPILER = {
  ...{ target: 'ES2022', module: 'NodeNext', moduleResolution: 'NodeNext' },
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  ...{ noEmit: true, skipLibCheck: true, types: ['node'] },
  typeRoots: [join(ROOT, 'node_modules/@types')],
};
