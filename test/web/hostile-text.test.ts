import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';

import { resolveKind } from '#src/kinds/index';

import { describeInBrowser, openSite } from './browser.ts';

/** Each says where it came through, should it run. */
const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "'><svg onload=alert(3)>",
  'javascript:alert(4)',
  '[click](javascript:alert(5))',
  '![x](x" onerror="alert(6))',
  '</title></textarea></style><iframe srcdoc="<script>parent.alert(7)</script>">',
  '<a href="jAvAsCrIpT:alert(8)">x</a>',
  '{{constructor.constructor("alert(9)")()}}',
  'data:text/html,<script>alert(10)</script>',
  '&lt;img src=x onerror=alert(11)&gt;',
] as const;
const ALL = PAYLOADS.join(' ');
const DIAGRAM = [
  '```mermaid',
  'graph TD',
  '  A["<img src=x onerror=alert(12)>"] --> B',
  '  click B "javascript:alert(13)"',
  '```',
].join('\n');

/** Texts of every kind that has a page of its own; fields with a fixed set of values cannot hold others. */
const RECORDS: Readonly<Record<string, (payload: string) => object>> = {
  decision: (text) => ({
    decision: text,
    rationale: `${ALL}\n\n${DIAGRAM}\n\n${text}`,
    session: text,
    repos_affected: [text],
    related_files: [text],
    documentation: [text],
    number: text.slice(0, 40),
    metadata: { [text]: [text, { [text]: text }] },
  }),
  issue: (text) => ({
    id: text.replaceAll(/[\s/?#%\\]/g, ''),
    ...{ title: text, description: ALL, type: text, severity: 'HIGH' },
    ...{ repos_affected: [text], detected_by: text, action_required: text, assigned_to: text },
    details: { [text]: text },
  }),
  task: (text) => ({ title: text, notes: ALL, metadata: { [text]: text } }),
};

const PAGES = [
  '/',
  `/?q=${encodeURIComponent(PAYLOADS[1])}`,
  '/?q=alert',
  `/?q=alert&repo=${encodeURIComponent(PAYLOADS[1])}&colour=${encodeURIComponent(PAYLOADS[0])}`,
  `/?q=alert&mode=${encodeURIComponent(PAYLOADS[0])}&cursor=${encodeURIComponent(PAYLOADS[1])}`,
  `/nothing/${encodeURIComponent(PAYLOADS[1])}`,
  `/login?failed=1&next=${encodeURIComponent(PAYLOADS[3])}`,
  ...['/list', '/list/architecture_decisions', '/list/cross_repo_issues', '/list/workspace_tasks'],
  `/list/cross_repo_issues?title__contains=${encodeURIComponent(PAYLOADS[1])}`,
  ...['/timeline', '/dashboard', '/index', '/transfer', '/docs'],
];

/** Milliseconds: many pages in one browser are quicker than a browser for each. */
const LONG = 120_000;

const unsafeLinks = (page: Page): Promise<number> =>
  page.locator('a[href^="javascript:" i], a[href^="data:" i]').count();

/** A diagram may ask for an image; that its frame refuses it is no fault. */
const isNoRefusal = (fault: string): boolean => !/^Loading the image '[^']*\/frame\//.test(fault);

describeInBrowser('text that wants to be more than text', () => {
  const site = openSite();
  const made: string[] = [];
  beforeAll(async () => {
    for (const [name, make] of Object.entries(RECORDS))
      for (const payload of PAYLOADS) {
        const { status, body } = await site.ask('POST', `/api/${name}`, { json: make(payload) });
        expect([status, body.detail]).toEqual([201, undefined]);
        const kind = resolveKind(name) ?? '';
        made.push(`${kind}/${encodeURIComponent(body.id)}`);
        const tags = { json: { add: [payload.replaceAll(',', ';').slice(0, 100)] } };
        expect((await site.ask('POST', `/api/${made.at(-1) ?? ''}/tags`, tags)).status).toBe(200);
      }
    await site.index();
  });

  it('is text on every page', { timeout: LONG }, async () => {
    const { page, faults } = await site.visit('/list');
    for (const path of PAGES) {
      await page.goto(site.url() + path);
      await page.waitForLoadState('networkidle');
      expect([path, faults, await unsafeLinks(page)]).toEqual([path, [], 0]);
    }
  });

  it(
    'is text on the pages of records, in their diagrams and in their graph',
    { timeout: LONG },
    async () => {
      const { page, faults } = await site.visit('/list');
      // Of each kind, one that breaks out of an attribute and one that is an address.
      const some = made.filter((_, at) => [1, 3].includes(at % PAYLOADS.length));
      const [kind = '', id = ''] = some[0]?.split('/') ?? [];
      for (const path of [
        ...some.map((each) => `/record/${each}`),
        `/graph?kind=${kind}&id=${id}`,
      ]) {
        await page.goto(site.url() + path);
        await page.waitForLoadState('networkidle');
        expect([path, faults.filter(isNoRefusal), await unsafeLinks(page)]).toEqual([path, [], 0]);
      }
    },
  );

  it('is shown as it was written', { timeout: LONG }, async () => {
    const { page, faults } = await site.visit('/?kind=cross_repo_issues');
    for (const payload of PAYLOADS) {
      await page.fill('input[name=q]', payload);
      await page.waitForURL((url) => url.searchParams.get('q') === payload);
      await page.locator('#results:not([aria-busy]) .summary').waitFor();
      const titles = await page.locator('[data-hit]').allTextContents();
      expect(titles.map((title) => title.trim())).toContain(payload);
    }
    expect(faults).toEqual([]);
  });
});
