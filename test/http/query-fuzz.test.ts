import fc from 'fast-check';
import { stemmer } from 'stemmer';
import { beforeAll, describe, expect, it } from 'vitest';

import { createHarness, type Answer } from './harness.ts';

const { ask, index } = createHarness();

const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{So}]|[\p{L}\p{N}]+/gu;
const HUMP = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/** What the index should make of a text, told in another way: no phrases, no SQL. */
const wordsOf = (text: string): readonly string[] =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').match(WORD) ?? [];
const sequence = (text: string): readonly string[] =>
  wordsOf(text).map((word) => form(word.toLowerCase()));
const tokens = (text: string): ReadonlySet<string> =>
  new Set([
    ...sequence(text),
    ...wordsOf(text).flatMap((word) =>
      (word.match(HUMP) ?? []).map((part) => form(part.toLowerCase())),
    ),
  ]);
const form = (word: string): string => (/^[a-z]+$/.test(word) ? stemmer(word) : word);

const WORDS = [
  ...['cache', 'caches', 'lock', 'ADR-016', 'repo#12', 'v1.2.3', 'src/db/index.ts', 'SQLite?'],
  ...[
    'parseTimestamp',
    'snake_case',
    'node:sqlite',
    '数据库',
    '锁',
    'データベース',
    '서울',
    '🚀',
    '👩‍💻',
  ],
  ...['café', 'Übung', 'שלום', 'नमस्ते', 'AND', 'NEAR', 'c++', '.NET', '-1'],
] as const;
const word = fc.constantFrom(...WORDS);
const texts = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const CORPUS = fc.sample(texts, { numRuns: 60, seed: 7 });

beforeAll(async () => {
  const json = CORPUS.map((notes, at) => ({
    id: `T-${String(at)}`,
    title: `Task ${String(at)}`,
    notes,
  }));
  await ask('POST', '/api/task', { json });
  await index();
});

const HOSTILE = [
  ...[
    '"',
    '""',
    '"a',
    '-',
    '--',
    '-"',
    '*',
    '^',
    'NEAR(a b)',
    'a AND',
    'OR',
    'body:cache',
    '{a}',
    '(',
  ],
  ...[
    "'",
    ';',
    '\\',
    '\0',
    '\ud800',
    '\udc00x',
    '\u202Eabc',
    'e\u0301\u0301',
    '\u200d',
    '\ufeff',
    '%',
    '_',
  ],
  ...[
    'status:open',
    'status:',
    ':',
    '-kind:task',
    'kind:',
    'after:x',
    'no:',
    'is:x',
    'created:..',
    'a:b:c',
    'is:open',
    'state:x',
    'label:x,y',
    'severity:>=MEDIUM',
    'severity:>x',
    'number:00',
    'path:*',
    'path:/',
    'lifecycle:current',
    'as_of:2025',
    'sort:x',
    'year:*..2024',
    'NOT tag:x',
    'NOT',
    'task:T-1',
    '"T-1"',
    '(T-2)',
    'documents/',
    'Straße',
    'ﬁ',
  ],
];
const query = fc
  .array(fc.oneof(word, fc.constantFrom(...HOSTILE), fc.string({ maxLength: 6, unit: 'binary' })), {
    ...{ minLength: 1, maxLength: 6 },
  })
  .map((parts) => parts.join(' '));
const noise = fc
  .tuple(
    fc.oneof(word, fc.constantFrom(...HOSTILE), fc.constantFrom(' ', '\n', 'é')),
    fc.nat(10_000),
  )
  .map(([part, times]) => part.repeat(Math.min(times, Math.floor(99_000 / part.length))));

/** NUL and halves of characters are no text in JSON, wherever they stand. */
const REFUSED: readonly unknown[] = [
  'empty_query',
  'invalid_query',
  'invalid_body',
  'invalid_json',
];

async function searching(q: string, mode: string): Promise<readonly Answer[]> {
  const json = { q, mode, limit: 7 };
  const body = await ask('POST', '/api/search', { json });
  if (q.length > 5_000 || /\p{Surrogate}/u.test(q)) return [body];
  const url = new URLSearchParams({ q, mode, limit: '7' });
  return [body, await ask('GET', `/api/search?${url.toString()}`)];
}

/** An answer to be relied on, or a refusal that says why. */
function reliable(answer: Answer, mode: string): void {
  const { status, body } = answer;
  if (status !== 200) {
    expect({ status, code: REFUSED.includes(body.code) }).toEqual({ status: 400, code: true });
    expect(body.detail).not.toBe('');
    return;
  }
  expect(body.hits).toHaveLength(Math.min(7, body.total));
  const { text } = body['understood'] as { readonly text: string };
  if (body['mode_used'] !== 'keyword') return;
  const wanted = tokens(text);
  for (const hit of body.hits) {
    const { title, notes } = textOf(hit.id);
    const found = [...tokens(`${title} ${notes}`)].some((token) => wanted.has(token));
    if (!('exact' in hit))
      expect({ mode, hit: hit.id, found }).toEqual({ mode, hit: hit.id, found: true });
  }
}

const textOf = (id: string) => {
  const at = Number(id.slice(2));
  return { title: `Task ${String(at)}`, notes: CORPUS[at] ?? '' };
};

describe('a search for anything', () => {
  it('is answered, or refused with a reason, by URL as by body', async () => {
    const modes = fc.constantFrom('hybrid', 'keyword', 'semantic');
    await fc.assert(
      fc.asyncProperty(query, modes, async (q, mode) => {
        const answers = await searching(q, mode);
        for (const answer of answers) reliable(answer, mode);
        const told = answers.filter(({ status }) => status === 200);
        const [first, second = first] = told.map(({ body }) => ({ ...body, took_ms: 0 }));
        expect(second).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });

  it('is answered for long noise', async () => {
    await fc.assert(
      fc.asyncProperty(noise, async (q) => {
        for (const answer of await searching(q, 'keyword')) reliable(answer, 'keyword');
      }),
      { numRuns: 60 },
    );
  });

  it.each(WORDS.filter((each) => each !== '-1'))('finds %s wherever it stands', async (each) => {
    const { body } = await ask('POST', '/api/search', {
      json: { q: each, mode: 'keyword', limit: 100 },
    });
    const holding = CORPUS.flatMap((notes, at) =>
      notes.split(' ').includes(each) ? [`T-${String(at)}`] : [],
    );
    expect(holding.length).toBeGreaterThan(0);
    expect(body.hits.map(({ id }) => id)).toEqual(expect.arrayContaining(holding));
  });

  const EXCLUDED = WORDS.filter((each) => /^[\p{L}\p{N}]/u.test(each) && each !== 'c++');
  it.each(EXCLUDED)('leaves out what has %s, and nothing else', async (each) => {
    const q = `task -${each}`;
    const { body } = await ask('POST', '/api/search', { json: { q, mode: 'keyword', limit: 100 } });
    const kept = CORPUS.flatMap((notes, at) => {
      const has = notes.split(' ').some((other) => sameWord(other, each));
      return has ? [] : [`T-${String(at)}`];
    });
    expect(kept.length).toBeGreaterThan(0);
    expect(body.hits.map(({ id }) => id).sort()).toEqual(kept.sort());
  });
});

/** Whether one word holds the other, token by token: `cache` is in `caches`, `锁` stands alone. */
function sameWord(holder: string, sought: string): boolean {
  const [all, some] = [sequence(holder), sequence(sought)];
  return all.some((_, at) => some.every((token, offset) => all[at + offset] === token));
}
