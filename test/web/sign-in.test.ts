import { beforeAll, describe, expect, it } from 'vitest';

import { createBrowserSessions } from '#src/http/browser-sessions';
import { packageRoot } from '#src/package-root';
import { createWeb } from '#src/web/web';
import { Hono } from 'hono';

import { createHarness } from '#test/http/harness';

import { describeInBrowser, expectAccessible, expectToFit, openSite } from './browser.ts';

const TOKEN = 'a-token-of-26-characters-x';
const HOST = 'memory.example:8787';
const ORIGIN = `http://${HOST}`;
const FORM = 'application/x-www-form-urlencoded';

const page = createWeb({ root: packageRoot(), signsIn: true });
const { ask } = createHarness({ token: TOKEN, page });

type Headers = Readonly<Record<string, string>>;

/** As a form of the page at `ORIGIN` sends it, unless headers say otherwise. */
const post = (path: string, fields: Headers, headers: Headers = { Origin: ORIGIN }) =>
  ask('POST', path, {
    headers: { Host: HOST, 'Content-Type': FORM, ...headers },
    body: new URLSearchParams(fields).toString(),
  });

const signIn = async (headers?: Headers): Promise<string> =>
  (await post('/login', { token: TOKEN }, headers)).headers.get('Set-Cookie') ?? '';

const pairOf = (cookie: string): string => cookie.split(';')[0] ?? '';

describe('signing in', () => {
  it('exchanges the token for a cookie that no script and no other site sees', async () => {
    const cookie = await signIn();
    expect(cookie).toMatch(
      /^workspace_session_8787=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie).not.toContain(TOKEN);
  });

  it('keeps the cookie to encrypted connections where the browser came over one', async () => {
    expect(await signIn({ Origin: `https://${HOST}` })).toContain('; Secure');
  });

  it('gives nothing for another token, and says so', async () => {
    const { status, headers } = await post('/login', { token: 'wrong', next: '/list' });
    expect([status, headers.get('Location'), headers.get('Set-Cookie')]).toEqual([
      303,
      '/login?failed=1&next=%2Flist',
      null,
    ]);
  });

  it.each([
    ['/list/tasks?status=open', '/list/tasks?status=open'],
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['/a/..//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
  ])('goes on from %j to %j', async (next, path) => {
    const { headers } = await post('/login', { token: TOKEN, next });
    expect(headers.get('Location')).toBe(path);
  });

  it.each<[string, Headers]>([
    ['a page of another site', { Origin: 'https://evil.example' }],
    ['a page of another port', { Origin: 'http://memory.example:9999' }],
    ['a navigation from elsewhere', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('is refused to %s', async (_, headers) => {
    expect((await post('/login', { token: TOKEN }, headers)).status).toBe(403);
  });

  it('refuses what is no form of a sensible size', async () => {
    const headers = { Host: HOST, Origin: ORIGIN };
    const json = await ask('POST', '/login', { headers, json: { token: TOKEN } });
    expect(json.status).toBe(415);
    expect((await post('/login', { token: 'x'.repeat(20_000) })).status).toBe(413);
  });
});

describe('a browser that has signed in', () => {
  let cookie = '';
  beforeAll(async () => {
    cookie = pairOf(await signIn());
  });
  const asking = (headers: Headers = {}) => ({
    headers: { Host: HOST, Cookie: cookie, ...headers },
  });

  it('reads pages and the API', async () => {
    for (const path of ['/api/kinds', '/list', '/?q=sessions'])
      expect((await ask('GET', path, asking({ Accept: 'text/html' }))).status).toBe(200);
  });

  it.each<[string, Headers, number]>([
    ['a page of this origin', { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' }, 201],
    ['a page of this origin, in an old browser', { Origin: ORIGIN }, 201],
    ['who does not say from where', {}, 403],
    ['a page of another port', { Origin: 'http://memory.example:9999' }, 403],
    ['a page of a neighbour', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a page of another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
    ['another site that knows the token', { Origin: 'https://evil.example' }, 403],
  ])('writes for %s: %d', async (_, headers, status) => {
    const answer = await ask('POST', '/api/task', { ...asking(headers), json: { title: 't' } });
    expect(answer.status).toBe(status);
  });

  it('is not known under another port', async () => {
    const other = { headers: { Host: 'memory.example:9999', Cookie: cookie } };
    expect((await ask('GET', '/api/kinds', other)).status).toBe(401);
  });

  it('is a stranger again after it has signed out, with every copy of its cookie', async () => {
    const mine = pairOf(await signIn());
    const out = await post('/logout', {}, { Origin: ORIGIN, Cookie: mine });
    expect([out.status, out.headers.get('Location')]).toEqual([303, '/login']);
    expect(out.headers.get('Set-Cookie')).toMatch(/^workspace_session_8787=; Max-Age=0/);
    expect((await ask('GET', '/api/kinds', { headers: { Host: HOST, Cookie: mine } })).status).toBe(
      401,
    );
  });

  it('does not come in with a wrong token beside its cookie', async () => {
    const { status } = await ask('GET', '/api/kinds', asking({ Authorization: 'Bearer wrong' }));
    expect(status).toBe(401);
  });
});

describe('a stranger', () => {
  it.each(['/', '/?q=a', '/list', '/list?a=1'])('is led from %s to the sign-in', async (path) => {
    const { status, headers } = await ask('GET', path, { headers: { Accept: 'text/html' } });
    expect([status, headers.get('Location')]).toEqual([
      303,
      `/login?next=${encodeURIComponent(path)}`,
    ]);
  });

  it('has the sign-in page, and its styles', async () => {
    const { status, text } = await ask('GET', '/login', { headers: { Accept: 'text/html' } });
    expect([status, text]).toEqual([200, expect.stringContaining('type="password"')]);
    const [style = ''] = /\/assets\/[\w-]+\/page\.css/.exec(text) ?? [];
    expect((await ask('GET', style)).status).toBe(200);
  });

  it.each(['workspace_session_8787=', `workspace_session_8787=${'A'.repeat(43)}`, 'nonsense; ='])(
    'is not let in by the cookie %j',
    async (Cookie) => {
      expect((await ask('GET', '/api/kinds', { headers: { Host: HOST, Cookie } })).status).toBe(
        401,
      );
    },
  );
});

describe('a session', () => {
  it('ends after a week', async () => {
    let now = 0;
    const sessions = createBrowserSessions(() => now);
    const app = new Hono()
      .post('/', (c) => (sessions.begin(c), c.text('')))
      .get('/', (c) => c.text(String(sessions.isSignedIn(c))));
    const begun = await app.request('/', { method: 'POST' });
    const headers = { Cookie: pairOf(begun.headers.get('Set-Cookie') ?? '') };
    const isIn = async (): Promise<string> => (await app.request('/', { headers })).text();
    expect(await isIn()).toBe('true');
    now = 7 * 24 * 3600 * 1000;
    expect(await isIn()).toBe('false');
  });
});

describeInBrowser('the sign-in page', () => {
  const site = openSite({ token: TOKEN });

  it('leads to what was asked for, and out again', async () => {
    const { page: shown, faults } = await site.visit('/list?a=1');
    await shown.fill('#token', 'not the token at all');
    await shown.keyboard.press('Enter');
    await shown.getByText('The token is wrong').waitFor();
    await expectAccessible({ page: shown });
    await shown.fill('#token', TOKEN);
    await shown.keyboard.press('Enter');
    await shown.waitForURL('**/list?a=1');
    expect(await shown.evaluate('document.cookie')).toBe('');
    await shown.getByRole('button', { name: 'Sign out' }).click();
    await shown.waitForURL('**/login');
    await shown.goto(`${site.url()}/list`);
    expect(shown.url()).toContain('/login?next=%2Flist');
    expect(faults).toEqual([]);
  });

  it('fits a phone', async () => {
    const visitor = await site.visit('/login', { width: 360, theme: 'dark' });
    await expectToFit(visitor);
    await expectAccessible(visitor);
  });
});
