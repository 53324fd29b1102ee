import { beforeAll, expect, it } from 'vitest';

import { describeInBrowser, expectAccessible, expectToFit, openSite } from './browser.ts';

const DECISIONS = [
  {
    id: 'DEC-001',
    decision: 'Keep sessions in files',
    rationale: 'A file needs no server, and everyone can read the sessions.',
    status: 'superseded',
    superseded_by: ['DEC-002'],
    date: '2025-01-10',
    repos_affected: ['core'],
  },
  {
    id: 'DEC-002',
    decision: 'Keep sessions in Redis',
    rationale: 'Several servers share the sessions, which files did not allow.',
    status: 'accepted',
    date: '2025-03-10',
    repos_affected: ['core', 'trading'],
  },
];

/** More than a page of them. */
const ISSUES = Array.from({ length: 25 }, (_, at) => ({
  type: 'defect',
  title: `Sessions are lost in region ${at + 1}`,
  description: 'After a restart the sessions of a region are gone.',
  repos_affected: ['trading'],
  status: at % 2 === 0 ? 'open' : 'resolved',
  severity: at % 3 === 0 ? 'HIGH' : 'LOW',
}));

describeInBrowser('the search page', () => {
  const site = openSite();
  beforeAll(async () => {
    for (const [kind, json] of [
      ['decision', DECISIONS],
      ['issue', ISSUES],
    ] as const)
      expect((await site.ask('POST', `/api/${kind}`, { json })).status).toBe(201);
    await site.index();
  });

  it('shows results while one types, in an address that a colleague can open', async () => {
    const { page, faults } = await site.visit('/');
    await page.keyboard.type('sessions in redis');
    await page.locator('[data-hit]', { hasText: 'Keep sessions in Redis' }).waitFor();
    await page.locator('#results:not([aria-busy])').waitFor();
    expect(await page.title()).toContain('sessions in redis');
    const shared = new URL(page.url());
    const titles = await page.locator('[data-hit]').allTextContents();
    const other = await site.visit(`${shared.pathname}${shared.search}`);
    expect(await other.page.locator('[data-hit]').allTextContents()).toEqual(titles);
    expect(await other.page.locator('input[name=q]').inputValue()).toBe('sessions in redis');
    expect(faults).toEqual([]);
  });

  it('answers the same question without a script', async () => {
    const { page } = await site.visit('/', { javaScriptEnabled: false });
    await page.fill('input[name=q]', 'Redis');
    await page.press('input[name=q]', 'Enter');
    await page.waitForURL('**/?q=Redis');
    expect(await page.locator('[data-hit]').first().textContent()).toBe('Keep sessions in Redis');
  });

  it('takes up only what the last key asked for', async () => {
    const { page } = await site.visit('/');
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/part/search?*', async (route) => {
      if (route.request().url().includes('q=region&')) await held;
      await route.continue().catch(() => {});
    });
    await page.fill('input[name=q]', 'region');
    await page.waitForRequest('**/part/search?q=region&*');
    await page.fill('input[name=q]', 'redis');
    await page.locator('[data-hit]', { hasText: 'Redis' }).first().waitFor();
    release();
    await page.locator('#results:not([aria-busy])').waitFor();
    expect(await page.locator('[data-hit]').first().textContent()).toContain('Redis');
  });

  it('puts what holds first and what it has replaced below it', async () => {
    const { page } = await site.visit('/?q=sessions+in+files&kind=decision');
    const [first] = await page.locator('.hit-list > li').all();
    expect(await first?.locator('[data-hit]').allTextContents()).toEqual([
      'Keep sessions in Redis',
      'Keep sessions in files',
    ]);
    expect(await first?.textContent()).toContain('has taken the place of');
  });

  it('names what holds now where only the past is asked for', async () => {
    const { page } = await site.visit('/?q=sessions&kind=decision&lifecycle=past');
    expect(await page.locator('.current a').getAttribute('href')).toBe(
      '/record/architecture_decisions/DEC-002',
    );
  });

  it('narrows by facets, says so, and goes back', async () => {
    const { page } = await site.visit('/?q=sessions');
    await page.locator('.facet', { hasText: 'Severity' }).getByText('HIGH').click();
    await page.waitForURL('**severity=HIGH*');
    await page.locator('.facet', { hasText: 'Status' }).getByText('open', { exact: true }).click();
    await page.waitForURL('**status=open*');
    expect(await page.locator('.chip').allTextContents()).toEqual([
      'severity: HIGH',
      'status: open',
    ]);
    expect(await page.locator('.summary h1').textContent()).toBe('Best of 5');
    await page.goBack();
    expect(await page.locator('.chip').allTextContents()).toEqual(['severity: HIGH']);
    await page.locator('.chip').click();
    expect(new URL(page.url()).search).toBe('?q=sessions');
  });

  it('answers by words while the meaning is still looked up', async () => {
    const { page } = await site.visit('/');
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/part/search?*', async (route) => {
      if (!route.request().url().includes('quick=')) await held;
      await route.continue();
    });
    await page.fill('input[name=q]', 'sessions');
    await page.locator('.took', { hasText: 'by words ·' }).waitFor();
    expect(await page.locator('.modes [aria-current]').textContent()).toBe('Both');
    expect(await page.locator('.facet a').first().getAttribute('href')).not.toMatch(/quick|mode/);
    release();
    await page.locator('.took', { hasText: 'by words and meaning ·' }).waitFor();
  });

  it('says when the service is gone', async () => {
    const { page } = await site.visit('/?q=redis');
    await page.route('**/part/search?*', (route) => route.abort());
    await page.fill('input[name=q]', 'sessions');
    await page.getByText('The service does not answer').waitFor();
    expect(await page.locator('[data-hit]').first().textContent()).toContain('Redis');
  });

  it('keeps the filters while one types', async () => {
    const { page } = await site.visit('/?q=sessions&severity=HIGH');
    await page.fill('input[name=q]', 'lost sessions');
    await page.waitForURL('**q=lost+sessions*');
    expect(new URL(page.url()).searchParams.get('severity')).toBe('HIGH');
  });

  it('goes through pages that never repeat', async () => {
    const { page } = await site.visit('/?q=sessions');
    const first = await page.locator('[data-hit]').allTextContents();
    await page.locator('a[rel=next]').click();
    await page.waitForURL('**cursor=*');
    const second = await page.locator('[data-hit]').allTextContents();
    expect(new Set([...first, ...second]).size).toBe(27);
    await page.getByText('First page').click();
    expect(await page.locator('[data-hit]').allTextContents()).toEqual(first);
  });

  it('is used with the keys alone', async () => {
    const { page } = await site.visit('/list');
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog:not([open])').waitFor({ state: 'attached' });
    await page.keyboard.press('/');
    await page.keyboard.type('redis');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?q=redis');
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator(':focus').textContent()).toBe(
      await page.locator('[data-hit]').first().textContent(),
    );
    await page.keyboard.press('Enter');
    await page.waitForURL('**/record/architecture_decisions/DEC-002');
  });

  it.each<[what: string, path: string, said: string]>([
    ['nothing matches', '/?q=zebra&mode=keyword', 'Nothing matches'],
    ['a filter is wrong', '/?q=sessions&colour=red', 'Search without filters'],
    ['a cursor is wrong', '/?q=sessions&cursor=abc', 'Begin again'],
    ['a word was no qualifier', '/?q=is:sunny+sessions', 'searched as words'],
    ['a qualifier was understood', '/?q=status:open+sessions', 'Understood as status open'],
    ['only a filter is given', '/?status=open', '13 results'],
  ])('says it when %s', async (_, path, said) => {
    const { page } = await site.visit(path);
    expect(await page.locator('#results').textContent()).toContain(said);
  });

  it.each([
    [360, 'light'],
    [768, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('is accessible and fits at %d px in the %s', async (width, theme) => {
    const visitor = await site.visit('/', { width, theme });
    for (const path of ['/', '/?q=sessions&severity=HIGH', '/?q=sessions&colour=red', '/list']) {
      await visitor.page.goto(site.url() + path);
      await expectToFit(visitor);
      await expectAccessible(visitor);
    }
    expect(visitor.faults).toEqual([]);
  });
});
