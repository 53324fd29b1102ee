import { beforeAll, expect, it } from 'vitest';

import { describeInBrowser, expectAccessible, expectToFit, openSite } from './browser.ts';

const WIDTHS = [360, 768, 1280] as const;
const PATHS = [
  '/list/workspace_tasks?status=pending',
  '/list/architecture_decisions',
  '/new/cross_repo_issues',
  '/edit/workspace_tasks/WS-TASK-001',
  '/dashboard?unit=month',
  '/index',
  '/transfer',
] as const;

describeInBrowser('lists, dashboard, index and transfer', () => {
  const site = openSite();
  const { ask, index } = site;
  const add = (kind: string, record: object) => ask('POST', `/api/${kind}`, { json: record });

  beforeAll(async () => {
    for (const title of ['First', 'Second', 'Third'])
      await add('task', {
        title,
        priority: 'HIGH',
        repos_affected: ['core'],
        created: '2025-05-01',
      });
    await add('issue', { title: 'One', type: 't', severity: 'HIGH', detected: '2025-03-01' });
    await add('decision', { decision: 'Keep one file', status: 'accepted', date: '2025-04-01' });
    await index();
  });

  it.each(PATHS)('%s can be used by everyone, at every width and in both themes', async (path) => {
    for (const width of WIDTHS) {
      const theme = width === 768 ? 'dark' : 'light';
      const visitor = await site.visit(path, { width, theme });
      await expectToFit(visitor);
      if (width !== 768 || path.startsWith('/dashboard')) await expectAccessible(visitor);
      expect(visitor.faults).toEqual([]);
      await visitor.context.close();
    }
  });

  it('saves a state as soon as it is chosen, and says who was faster', async () => {
    const { page, faults } = await site.visit('/list/workspace_tasks');
    const row = page.getByRole('row').filter({ hasText: 'First' });
    const state = row.getByLabel('State of First');
    await state.selectOption('in_progress');
    await row.getByText('Saved').waitFor();
    const patch = { json: { status: 'completed' }, headers: { 'X-Workspace-User': 'grace' } };
    await ask('PATCH', '/api/task/WS-TASK-001', patch);
    await state.selectOption('blocked');
    await row.getByText('was changed by grace').waitFor();
    expect(await state.inputValue()).toBe('completed');
    expect(faults).toEqual([]);
  });

  it('saves a state without a script, too', async () => {
    const { page } = await site.visit('/list/workspace_tasks', { javaScriptEnabled: false });
    const row = page.getByRole('row').filter({ hasText: 'Second' });
    await row.getByLabel('State of Second').selectOption('blocked');
    await row.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved: WS-TASK-002').waitFor();
    expect((await ask('GET', '/api/task/WS-TASK-002')).body.record['status']).toBe('blocked');
  });

  it('filters, sorts, goes back, and has it all in its address', async () => {
    const { page } = await site.visit('/list/workspace_tasks');
    await page.getByLabel('Title', { exact: true }).fill('ird');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL('**/list/workspace_tasks?title__contains=ird');
    expect(await page.locator('[data-result]').count()).toBe(1);
    await page.getByRole('link', { name: 'title', exact: true }).click();
    await page.waitForURL('**title__contains=ird&sort=title');
    await page.goBack();
    await page.waitForURL('**/list/workspace_tasks?title__contains=ird');
  });

  it('goes through its records with the arrows, and opens one with Enter', async () => {
    const { page } = await site.visit('/list/workspace_tasks?sort=title');
    await page.locator('body').press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator(':focus').textContent()).toContain('Second');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/record/workspace_tasks/WS-TASK-001');
  });

  it('shows the index as it comes on', async () => {
    await index();
    const { page, faults } = await site.visit('/index');
    await page.getByText('100 %').waitFor();
    await add('decision', { decision: 'Another decision', rationale: 'Because.' });
    await page.getByText('1 record to embed').waitFor();
    await index();
    await page.getByText('Everything is embedded').waitFor();
    expect(faults).toEqual([]);
  });

  it('imports a file after showing what it would do', async () => {
    const { page, faults } = await site.visit('/transfer');
    const buffer = Buffer.from(JSON.stringify({ tasks: [{ id: 'WS-TASK-003', title: 'Newer' }] }));
    const file = { name: 'WORKSPACE-TASKS.json', mimeType: 'application/json', buffer };
    await page.getByLabel('Files', { exact: true }).setInputFiles(file);
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('insertion').getByText('Newer').waitFor();
    await expectAccessible({ page });
    await page.getByRole('button', { name: 'Import: 1 change' }).click();
    await page.getByText('0 added, 1 changed').waitFor();
    expect(faults).toEqual([]);
  });

  it('leads from a column of a plot into the list behind it', async () => {
    const { page } = await site.visit('/dashboard?unit=month');
    await page.locator('.plot-area a').first().click();
    await page.waitForURL('**/list/cross_repo_issues?severity=HIGH&detected__gte=2025-03-01&*');
    expect(await page.locator('[data-result]').count()).toBe(1);
  });
});
