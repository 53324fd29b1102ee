import { beforeAll, describe, expect, it } from 'vitest';

import type { CheckRequest, CheckResponse } from '#src/operations/check-types';

import { createHarness } from './harness.ts';

const { ask, index } = createHarness();

const text = (title: string): string =>
  `# ${title}\n\n## Context\n\nWhy.\n\n## Decision\n\nWe do it.\n`;
const file = (name: string, title: string, more: object = {}) => ({
  ...{ repo: 'core', path: `docs/adr/${name}`, title, status: 'accepted', date: '2025-01-01' },
  ...{ number: /^\d+/.exec(name)?.[0] ?? null, content: text(title), ...more },
});
const beside = (...files: readonly ReturnType<typeof file>[]) =>
  files.map(({ content: _, ...rest }) => rest);

const BLOBS = file('0001-blobs.md', 'Store blobs in a bucket');
const MAIL = file('0002-mail.md', 'Send mail by a provider', {
  supersedes: ['docs/adr/0001-blobs.md'],
});
const LOGS = file('0003-logs.md', 'Log as JSON lines');

beforeAll(async () => {
  await ask('POST', '/api/doc', {
    json: [BLOBS, MAIL, LOGS].map((each) => ({ ...each, doc_type: 'adr' })),
  });
  await index();
});

const told = async (json: CheckRequest): Promise<readonly string[]> => {
  const { status, body } = await ask('POST', '/api/check', { json });
  expect(status).toBe(200);
  const { findings } = body as unknown as CheckResponse;
  return findings.map(({ rule, path }) => `${rule} ${path}`);
};

const MOVED = { ...LOGS, path: 'docs/logs/0003-logs.md' };
const RENAMED = { ...LOGS, path: 'docs/adr/0009-logs.md', number: '0009' };

describe('a check of files that are about to be committed', () => {
  it.each<{ what: string; request: CheckRequest; rules: readonly string[] }>([
    {
      what: 'takes a file in another folder for a copy',
      request: { drafts: [MOVED], beside: [] },
      rules: ['near_duplicate docs/logs/0003-logs.md'],
    },
    {
      what: 'knows that it left the first, when that is said',
      request: { drafts: [MOVED], beside: [], gone: [{ repo: 'core', path: LOGS.path }] },
      rules: [],
    },
    {
      what: 'takes a file under another name for a copy, where nobody says what lies beside it',
      request: { drafts: [RENAMED] },
      rules: ['near_duplicate docs/adr/0009-logs.md'],
    },
    {
      what: 'knows from what lies beside it that the first is gone',
      request: { drafts: [RENAMED], beside: beside(BLOBS, MAIL) },
      rules: [],
    },
    {
      what: 'says of others that their link leads nowhere from now on',
      request: { drafts: [], gone: [{ repo: 'core', path: BLOBS.path }] },
      rules: ['dangling_link docs/adr/0002-mail.md'],
    },
    {
      what: 'does not count a file as gone that is there',
      request: { drafts: [LOGS], gone: [{ repo: 'core', path: LOGS.path }] },
      rules: [],
    },
    {
      what: 'does not take a file of another repository for gone',
      request: { drafts: [MOVED], beside: [], gone: [{ repo: 'shop', path: LOGS.path }] },
      rules: ['near_duplicate docs/logs/0003-logs.md'],
    },
  ])('$what', async ({ request, rules }) => {
    expect(await told(request)).toEqual(rules);
  });
});
