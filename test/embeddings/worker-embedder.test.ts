import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, describe, expect, it } from 'vitest';

import { headerRoom } from '#embeddings/passages';
import { joinPassage } from '#embeddings/template';
import { loadTransformer } from '#embeddings/transformers';
import { createWorkerEmbedder } from '#embeddings/worker-embedder';
import { DEFAULT_MODEL } from '#models/catalog';
import { describeEmbedder, describeFailures } from '#test/contract/embedder';

/** The part of tokenizer.json that is changed here. */
interface Tokenizer {
  readonly model: { readonly vocab: Record<string, number> };
}

const OPTIONS = { model: DEFAULT_MODEL, source: { modelsFolder: 'models' } } as const;

describeEmbedder('the worker embedder with the shipped model', () => createWorkerEmbedder(OPTIONS));

const broken = mkdtempSync(join(tmpdir(), 'model-'));
afterAll(() => rmSync(broken, { recursive: true }));

/** The word has no row in the model's table, on which the runtime fails. */
describeFailures('the worker embedder', 'a poison', () => {
  cpSync(join('models', DEFAULT_MODEL.repository), broken, { recursive: true });
  const path = join(broken, 'tokenizer.json');
  const tokenizer = JSON.parse(readFileSync(path, 'utf8')) as Tokenizer;
  tokenizer.model.vocab['poison'] = 10_000_000;
  writeFileSync(path, JSON.stringify(tokenizer));
  const source = { ...OPTIONS.source, localFolder: broken };
  return createWorkerEmbedder({ ...OPTIONS, source });
});

describe('the worker embedder with the shipped model', () => {
  const embedder = createWorkerEmbedder(OPTIONS);
  afterAll(() => embedder.close());

  it('loads when it is first needed, and says so', async () => {
    const lazy = createWorkerEmbedder(OPTIONS);
    expect(lazy.state()).toEqual({ state: 'loading' });
    await lazy.load();
    expect(lazy.state()).toEqual({ state: 'ready' });
    await lazy.close();
    await expect(lazy.embed(['a'], 'query')).rejects.toMatchObject({ code: 'model_unavailable' });
  });

  it('keeps its model while a batch is halved until the text that stops it stands alone', async () => {
    const hasty = createWorkerEmbedder({ ...OPTIONS, callTimeout: 1 });
    const texts = new Array<string>(2_000).fill('more than a millisecond of work '.repeat(40));
    for (let halving = 0; halving < 6; halving += 1)
      await expect(hasty.embed(texts, 'passage')).rejects.toMatchObject({
        code: 'embedding_failed',
      });
    await hasty.close();
  });

  it.each([
    ['the database is slow', 'queries against our SQLite store take long', 'the team had lunch'],
    [
      'how do services authenticate',
      'we use OAuth tokens for login',
      'charts are drawn on a canvas',
    ],
    ['messages between services', 'events are published to a Kafka topic', 'names of CSS classes'],
  ])('finds %j nearer to %j than to %j', async (query, near, far) => {
    const [of = new Float32Array()] = await embedder.embed([query], 'query');
    const [one, other] = await embedder.embed([near, far], 'passage');
    expect(dot(of, one)).toBeGreaterThan(dot(of, other) + 0.1);
  });

  it.each([
    { q: '数据库锁定', knows: false },
    { q: '🎉', knows: false },
    { q: '数据库 database', knows: true },
  ])('has a meaning for $q: $knows', async ({ q, knows }) => {
    const [vector] = await embedder.embed([q], 'query');
    expect(vector?.length).toBe(knows ? 256 : 0);
  });

  it('cuts passages that fit the window of the model with their header', async () => {
    const model = await loadTransformer(DEFAULT_MODEL, join('models', DEFAULT_MODEL.repository));
    const text = `${'node:sqlite, v1.2.3! ünïcödé '.repeat(900)}${'deadbeef42'.repeat(900)}`;
    for (const header of ['Title | status: accepted', 'a/b.c-d '.repeat(300)]) {
      const counted = Math.min(model.count(header), headerRoom(DEFAULT_MODEL.tokenWindow));
      const [spans = []] = await embedder.cut([{ header, text }]);
      expect(spans.length).toBeGreaterThan(10);
      for (const { start, end } of spans) {
        const passage = text.slice(start, end);
        expect(counted + model.count(passage)).toBeLessThanOrEqual(DEFAULT_MODEL.tokenWindow);
        expect(model.count(joinPassage('', passage))).toBe(model.count(passage));
      }
    }
    await model.dispose();
  });

  const ways: readonly [how: string, flags: readonly string[]][] = [
    ['from sources', ['--import=tsx', '--conditions=source']],
    ['compiled', []],
  ];
  it.for(ways)('runs %s, and lets an idle process end unclosed', async ([how, flags], { skip }) => {
    const built = existsSync('dist/embeddings/worker.js');
    skip(how === 'compiled' && !built, 'there is no dist: `npm run build` makes it');
    const script = `
      const { createWorkerEmbedder } = await import('#embeddings/worker-embedder');
      const embedder = createWorkerEmbedder(${JSON.stringify(OPTIONS)});
      const [vector] = await embedder.embed(['a'], 'query');
      console.log(vector.length);
    `;
    const args = [...flags, '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout.trim()).toBe('256');
  });
});

const dot = (one: Float32Array, other: Float32Array | undefined): number =>
  one.reduce((sum, value, axis) => sum + value * (other?.[axis] ?? 0), 0);
