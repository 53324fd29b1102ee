import { beforeAll, expect, it } from 'vitest';

import { describeInBrowser, expectAccessible, expectToFit, openSite } from '#test/web/browser';

const site = openSite();

const DECISIONS = [
  { id: 'DEC-001', decision: 'Keep tasks in JSON files', status: 'superseded', date: '2025-01-10' },
  {
    ...{ id: 'DEC-002', decision: 'Keep tasks in one database', date: '2025-06-01' },
    ...{ supersedes: ['DEC-001'], repos_affected: ['core'], rationale: 'Files **lost** entries.' },
  },
  { id: 'DEC-003', decision: 'Claim a task before working on it', date: '2025-07-01' },
].map((each) => ({ status: 'accepted', ...each }));

const CONTENT = `# One database

See [the other](../notes.md), [the web](https://example.org/) and [nothing](gone.md).

## Layout

\`\`\`mermaid
graph TD
  A[Service] --> B[(Database)]
\`\`\`

## Broken

\`\`\`mermaid
graph TD
  A[[[
\`\`\`
`;

const DOCUMENTS = [
  { path: 'docs/adr/1.md', title: 'One database', content: CONTENT },
  { path: 'docs/notes.md', title: 'Notes', content: 'Text' },
  { path: 'docs/flow.mmd', title: 'Flow', content: 'graph LR\n  A --> B', format: 'mermaid' },
].map((each) => ({ repo: 'core', ...each }));

let documents: readonly string[] = [];

beforeAll(async () => {
  await site.ask('POST', '/api/decision', { json: DECISIONS });
  await site.ask('POST', '/api/task', { json: { id: 'WS-TASK-001', title: 'Lease every task' } });
  const { body } = await site.ask('POST', '/api/doc', { json: DOCUMENTS });
  documents = body.items.map(({ id }) => String(id));
  await site.index();
});

const decision = (id: string) => `/record/architecture_decisions/${id}`;
const task = '/record/workspace_tasks/WS-TASK-001';

describeInBrowser('the page of a record', () => {
  it('tells what holds in place of a decision that does not', async () => {
    const { page, faults } = await site.visit('/record/decision/DEC-001');
    expect(page.url()).toBe(`${site.url()}${decision('DEC-001')}`);
    const chain = page.getByRole('region', { name: 'This no longer holds' });
    expect(await chain.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Keep tasks in one database'),
      expect.stringContaining('Keep tasks in JSON files'),
    ]);
    await chain.getByRole('link', { name: 'Keep tasks in one database' }).first().click();
    await page.waitForURL(`**${decision('DEC-002')}`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
      'Keep tasks in one database',
    );
    expect(await page.locator('.md strong').innerText()).toBe('lost');
    expect(faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in the %s, and fits a phone',
    async (theme) => {
      for (const path of [decision('DEC-002'), `/record/documents/${documents[0]}`]) {
        const visitor = await site.visit(path, { theme });
        await expectAccessible(visitor);
        await visitor.page.setViewportSize({ width: 360, height: 700 });
        await expectToFit(visitor);
      }
    },
  );

  it('leads along the drawing of its neighbours with the keyboard', async () => {
    const { page } = await site.visit(decision('DEC-002'));
    await page.locator('.graph-node:not(.is-centre)').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${decision('DEC-001')}`);
  });

  it('has a state that is changed where it stands', async () => {
    const { page } = await site.visit(task);
    const save = page.getByRole('button', { name: 'Save' });
    expect(await save.isVisible()).toBe(false);
    await page.getByLabel('State of').selectOption('in_progress');
    await save.click();
    await page.getByText('Saved.').waitFor();
    expect(await page.getByLabel('State of').inputValue()).toBe('in_progress');
    const history = page.getByRole('region', { name: 'History' });
    expect(await history.innerText()).toContain('pending → in_progress');
  });

  it('says so when somebody else was faster, and writes nothing', async () => {
    const { page } = await site.visit(task);
    await site.ask('PATCH', '/api/task/WS-TASK-001', { json: { status: 'blocked' } });
    await page.getByLabel('State of').selectOption('completed');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Somebody has changed this record');
    expect(await page.getByLabel('State of').inputValue()).toBe('blocked');
  });

  it('takes tags and links, without a script too', async () => {
    const { page } = await site.visit(task, { javaScriptEnabled: false });
    await page.getByLabel('Tags to add').fill('flaky, needs review');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Take the tag flaky off' }).click();
    const tags = page.getByRole('region', { name: 'Tags' }).getByRole('listitem');
    expect(await tags.allInnerTexts()).toEqual([expect.stringContaining('needs review')]);
    await page.getByText('Link it to another record').click();
    await page.getByLabel('Relation').fill('implements');
    await page.getByLabel('Kind').selectOption('architecture_decisions');
    await page.getByLabel('Id', { exact: true }).fill('DEC-003');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    const related = page.getByRole('region', { name: 'Related', exact: true });
    await related.getByRole('button', { name: 'Unlink Claim a task' }).click();
    expect(await related.innerText()).toContain('Nothing is linked to it yet.');
  });

  it('says what is wrong with a link, and keeps the page', async () => {
    const { page } = await site.visit(task);
    await page.getByText('Link it to another record').click();
    await page.getByLabel('Relation').fill('affects');
    await page.getByLabel('Id', { exact: true }).fill('WS-TASK-999');
    await page.getByRole('button', { name: 'Link', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain("no record 'WS-TASK-999'");
  });

  it('brings an old version back', async () => {
    await site.ask('POST', '/api/task', { json: { id: 'WS-TASK-002', title: 'First' } });
    await site.ask('PATCH', '/api/task/WS-TASK-002', { json: { title: 'Second' } });
    const { page } = await site.visit('/record/workspace_tasks/WS-TASK-002');
    await page.getByRole('link', { name: 'Look at it' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('First');
    expect(await page.getByRole('status').innerText()).toContain('This is version 1 of 2');
    await page.getByRole('button', { name: 'Bring version 1 back' }).click();
    await page.getByText('written back').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('First');
  });

  it('of a deleted record still tells its history, and brings it back', async () => {
    await site.ask('POST', '/api/task', { json: { id: 'WS-TASK-003', title: 'Short-lived' } });
    await site.ask('DELETE', '/api/task/WS-TASK-003');
    const { page } = await site.visit('/record/workspace_tasks/WS-TASK-003');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(
      'WS-TASK-003 is deleted',
    );
    await page.getByRole('button', { name: 'Bring version 1 back' }).click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Short-lived');
  });
});

describeInBrowser('the page of a document', () => {
  it('leads to other documents, to the web, and nowhere else', async () => {
    const { page } = await site.visit(`/record/documents/${documents[0]}`);
    const text = page.locator('.md');
    expect(await text.getByRole('link', { name: 'the other' }).getAttribute('href')).toBe(
      `/record/documents/${documents[1]}`,
    );
    expect(await text.getByRole('link', { name: 'the web' }).getAttribute('rel')).toContain(
      'noopener',
    );
    expect(await text.getByRole('link', { name: 'nothing' }).count()).toBe(0);
    expect(await text.getByRole('heading').allInnerTexts()).toEqual([
      expect.stringContaining('Layout'),
      expect.stringContaining('Broken'),
    ]);
  });

  it('draws diagrams in frames that are of no origin, as large as they need', async () => {
    const { page, faults } = await site.visit(`/record/documents/${documents[0]}`);
    const drawn = page.locator('.diagram').first();
    await drawn.scrollIntoViewIfNeeded();
    const inside = drawn.locator('iframe').contentFrame();
    await inside.locator('svg').getByText('Service').waitFor();
    const frame = page.frames().find((each) => each.url().includes('Service'));
    expect(await frame?.evaluate('origin')).toBe('null');
    await expect.poll(() => drawn.locator('iframe').getAttribute('height')).not.toBe('320');
    expect(faults).toEqual([]);
  });

  it('shows the text of a diagram that cannot be drawn, and why', async () => {
    const { page } = await site.visit(`/record/documents/${documents[0]}`);
    const broken = page.locator('.diagram').nth(1);
    await broken.scrollIntoViewIfNeeded();
    await broken.getByText('cannot be drawn').waitFor();
    expect(await broken.locator('pre').isVisible()).toBe(true);
    expect(await broken.locator('iframe').isVisible()).toBe(false);
  });

  it('draws a file that is a diagram, anew when the theme changes', async () => {
    const { page } = await site.visit(`/record/documents/${documents[2]}`);
    const frame = page.locator('.diagram iframe');
    await frame.contentFrame().locator('svg').waitFor();
    await page.getByRole('button', { name: 'Dark' }).click();
    await expect.poll(() => frame.getAttribute('src')).toContain('theme=dark');
    await frame.contentFrame().locator('svg').waitFor();
  });
});
