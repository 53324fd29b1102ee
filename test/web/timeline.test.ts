import { beforeAll, expect, it } from 'vitest';

import { describeInBrowser, expectAccessible, expectToFit, openSite } from '#test/web/browser';

const site = openSite();

const DECISIONS = [
  { id: 'DEC-001', decision: 'Files', status: 'superseded', date: '2024-01-10' },
  { id: 'DEC-002', decision: 'Tables', supersedes: ['DEC-001'], date: '2025-06-01' },
  { id: 'DEC-003', decision: 'Leases', date: '2025-06-20', repos_affected: ['web'] },
  { id: 'DEC-004', decision: 'Hooks', date: '2025-07-02', status: 'proposed' },
].map((each) => ({ status: 'accepted', repos_affected: ['core'], ...each }));

beforeAll(async () => {
  await site.ask('POST', '/api/decision', { json: DECISIONS });
  await site.ask('PUT', '/api/decision/DEC-003/links/relates_to/decision/DEC-004');
});

describeInBrowser('the timeline', () => {
  it('tells decisions under their months, and what was superseded by what', async () => {
    const { page, faults } = await site.visit('/timeline');
    const months = page.locator('.month');
    expect(await months.getByRole('heading').allInnerTexts()).toEqual([
      'July 2025',
      'June 2025',
      'January 2024',
    ]);
    expect(await months.last().innerText()).toContain('Superseded by Tables');
    expect(await page.locator('.timeline-mark').count()).toBe(4);
    expect(await page.locator('.timeline-mark.is-over').count()).toBe(1);
    expect(await page.locator('.timeline-succession').count()).toBe(1);
    expect(faults).toEqual([]);
  });

  it('is narrowed down by a form, and its address can be sent to a colleague', async () => {
    const { page } = await site.visit('/timeline');
    await page.getByRole('link', { name: /^Current/ }).click();
    await page.getByLabel('Repository').selectOption('core');
    await page.getByLabel('From').fill('2025-06-01');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL('**/timeline?repo=core&lifecycle=current&from=2025-06-01');
    const again = await site.visit('/timeline?repo=core&lifecycle=current&from=2025-06-01');
    for (const each of [page, again.page])
      expect(await each.locator('.month li > a').allInnerTexts()).toEqual(['Hooks', 'Tables']);
    await page.goBack();
    expect(await page.locator('.month li > a').count()).toBe(3);
  });

  it('goes back to how things stood on a day', async () => {
    const { page } = await site.visit('/timeline?as_of=2024-12-31&lifecycle=current');
    expect(await page.locator('.month li > a').allInnerTexts()).toEqual(['Files']);
  });

  it('says of a day that is none that it is none, and shows the rest', async () => {
    const { page } = await site.visit('/timeline?from=soon');
    expect(await page.getByRole('alert').innerText()).toContain("'soon' is no day");
    expect(await page.locator('.month li').count()).toBe(4);
  });

  it('says that nothing matches', async () => {
    const { page } = await site.visit('/timeline?repo=nowhere');
    await page.getByRole('link', { name: 'Show all of them' }).click();
    expect(await page.locator('.month li').count()).toBe(4);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in the %s, and fits a phone',
    async (theme) => {
      for (const path of ['/timeline', '/graph?kind=decision&id=DEC-003']) {
        const visitor = await site.visit(path, { theme });
        await expectAccessible(visitor);
        await visitor.page.setViewportSize({ width: 360, height: 700 });
        await expectToFit(visitor);
      }
    },
  );
});

describeInBrowser('the graph around a record', () => {
  it('goes further step by step, and says the same in words', async () => {
    const { page } = await site.visit('/graph?kind=architecture_decisions&id=DEC-003&depth=1');
    expect(await page.locator('.graph-node').count()).toBe(2);
    expect(await page.locator('.graph-list li').allInnerTexts()).toEqual([
      expect.stringMatching(/Leases.*relates to.*Hooks/s),
    ]);
    await page.getByRole('link', { name: '3 steps' }).click();
    await page.waitForURL('**depth=3');
  });
});
