import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transpileModule, ModuleKind, ScriptTarget } from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listen, type Listener } from '#src/http/listen';

import { createHarness } from '#test/http/harness';

import { createConsumer, type Consumer } from './consumer.ts';

const TOKEN = 'a-token-for-the-tests';
const ADDRESS = 'http://127.0.0.1:8787';

let consumer: Consumer;
let listener: Listener;
const { app } = createHarness({ token: TOKEN });
beforeAll(async () => {
  consumer = createConsumer();
  listener = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await listener.close();
  consumer.remove();
});

/** Fenced blocks of a language, one after the other. */
const blocks = (markdown: string, language: string): string =>
  [...markdown.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))]
    .map(([, block]) => block)
    .join('');

const PROGRAM = `
  import { createClient } from 'workspace-memory/client';
  export const ask = (url, token) => createClient(url, { token }).list('task', { limit: 1 });
`;
const page = readFileSync('docs/client.md', 'utf8');
const script = blocks(page, 'ts');

describe('the client of the built package', () => {
  it('answers the examples of docs/client.md as the page says', async () => {
    const { outputText } = transpileModule(script.replaceAll(ADDRESS, listener.url), {
      compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
    });
    consumer.write('examples.js', outputText);
    const printed = await consumer.run('examples.js', { WORKSPACE_TOKEN: TOKEN });
    expect(printed).toBe(blocks(page, 'text'));
  });

  it('is typed: examples compile, mistakes do not', { timeout: 120_000 }, async () => {
    consumer.write('examples.ts', `${script}\nexport {};\n`);
    consumer.write(
      'mistakes.ts',
      `import { createClient } from 'workspace-memory/client';
       const client = createClient('${ADDRESS}');
       await client.list('isues');
       await client.list('issues', { filter: { severity: 'HUGE' } });`,
    );
    const faults = await consumer.faults('examples.ts', 'mistakes.ts');
    expect(faults).toEqual(['mistakes.ts(3', 'mistakes.ts(4']);
  });

  it('is all that a browser loads of it: no database, no kinds, nothing of Node', async () => {
    consumer.write('page.js', PROGRAM);
    const outfile = join(consumer.folder, 'page.bundle.js');
    const { metafile } = await build({
      ...{ entryPoints: [join(consumer.folder, 'page.js')], outfile, bundle: true },
      ...{ platform: 'browser', format: 'esm', metafile: true, logLevel: 'silent' },
    });
    const loaded = Object.keys(metafile.inputs).filter((path) => !path.endsWith('page.js'));
    const allowed = /(?:^|\/)dist\/src\/(?:client\.js|client\/[\w-]+\.js|errors\.js)$/;
    expect(loaded.filter((path) => !allowed.test(path))).toEqual([]);
    expect(loaded.some((path) => path.endsWith('/client/public.js'))).toBe(true);
    const { ask } = (await import(outfile)) as {
      readonly ask: (url: string, token: string) => Promise<{ readonly kind: string }>;
    };
    expect(await ask(listener.url, TOKEN)).toMatchObject({ kind: 'workspace_tasks' });
  });
});
