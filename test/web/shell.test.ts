import { describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';
import { toneOf } from '#src/web/tones';
import { createWeb } from '#src/web/web';
import { plural } from '#src/web/words';

import { createHarness } from '#test/http/harness';

import { describeInBrowser, openSite } from './browser.ts';

const { ask } = createHarness({ page: createWeb({ root: packageRoot(), signsIn: false }) });
const browse = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  ask('GET', path, { headers: { Accept: 'text/html,*/*;q=0.8', ...headers } });

describe('every page', () => {
  it.each(['/', '/list', '/login', '/nothing', '/?q=%00'])(
    'at %s allows nothing inline and nothing from elsewhere',
    async (path) => {
      const { headers, text } = await browse(path);
      const policy = headers.get('Content-Security-Policy') ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('same-origin');
      expect(text).not.toMatch(
        / style=| on\w+=|<script(?![^>]* src="\/)|(?:src|href)="(?:https?:)?\/\//,
      );
    },
  );

  it('comes in the theme of its cookie', async () => {
    expect((await browse('/list')).text).not.toContain('data-theme');
    const dark = await browse('/list', { Cookie: 'workspace_theme=dark' });
    expect(dark.text).toContain('<html lang="en" data-theme="dark">');
    const odd = await browse('/list', { Cookie: 'workspace_theme="><script>' });
    expect(odd.text).not.toContain('data-theme');
  });

  it('is not there for a path that has none', async () => {
    const { status, text } = await browse('/nothing/<b>here');
    expect([status, text]).toEqual([404, expect.stringContaining('Nothing is here')]);
    expect(text).not.toContain('<b>here');
  });
});

describe('what is no page', () => {
  it('stays as it is for programs', async () => {
    const json = { headers: { Accept: 'application/json' } };
    expect((await ask('GET', '/', json)).body.routes).toContain('GET /api/kinds');
    expect((await ask('GET', '/nothing', json)).body.code).toBe('no_route');
    expect((await browse('/api/nothing/at/all/here')).body.code).toBe('no_route');
    expect((await ask('POST', '/nothing', json)).status).toBe(404);
  });
});

describe('an asset', () => {
  it('is kept for ever under its address, and asked for again under an older one', async () => {
    const { text } = await browse('/list');
    const [address = ''] = /\/assets\/[\w-]+\/shell\.js/.exec(text) ?? [];
    const current = await ask('GET', address);
    expect(current.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(current.headers.get('Content-Type')).toContain('text/javascript');
    const older = await ask('GET', '/assets/older/shell.js');
    expect([older.text, older.headers.get('Cache-Control')]).toEqual([current.text, 'no-cache']);
    const tag = { headers: { 'If-None-Match': current.headers.get('ETag') ?? '' } };
    expect((await ask('GET', '/assets/older/shell.js', tag)).status).toBe(304);
  });

  it.each([
    '/assets/x/none.js',
    '/assets/x/..%2f..%2fpackage.json',
    '/assets/x/web.ts',
    '/assets/',
  ])('is not at %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });
});

describe('words', () => {
  it.each([
    ['decision', 'decisions'],
    ['session activity', 'session activities'],
    ['task queue entry', 'task queue entries'],
    ['context switch', 'context switches'],
    ['day', 'days'],
  ])('makes %s to %s', (one, many) => {
    expect(plural(one)).toBe(many);
  });

  it.each([
    ['accepted', 'good'],
    ['HIGH', 'bad'],
    ['superseded', 'past'],
    ['rejected', 'past'],
    ['unheard_of', 'neutral'],
  ])('gives %s the tone %s', (word, tone) => {
    expect(toneOf(word)).toBe(tone);
  });
});

describeInBrowser('the frame of the pages', () => {
  const site = openSite();

  it('changes its theme at once and keeps it', async () => {
    const { page, faults } = await site.visit('/list');
    const paper = (): Promise<string> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    await page.getByRole('button', { name: 'Dark' }).click();
    expect(await paper()).not.toBe(light);
    await page.reload();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('button', { name: 'As the system' }).click();
    expect(await paper()).toBe(light);
    expect(faults).toEqual([]);
  });

  it('changes its theme without a script, too', async () => {
    const { page } = await site.visit('/list?a=1', { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.waitForURL('**/list?a=1');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('folds its menu on a phone, and unfolds it for mouse and keys', async () => {
    const { page } = await site.visit('/list', { width: 360 });
    const item = page.getByRole('link', { name: 'Dashboard' });
    expect(await item.isVisible()).toBe(false);
    await page.locator('#menu > summary').click();
    await item.waitFor();
    await page.keyboard.press('Escape');
    expect(await item.isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await item.waitFor();
  });

  it('lets the keys skip what is on every page', async () => {
    const { page } = await site.visit('/list');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toContain('Skip');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });
});
