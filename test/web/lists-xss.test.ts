import { beforeAll, expect, it } from 'vitest';

import { kindOf } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';

import { describeInBrowser, openSite, type Visitor } from './browser.ts';

/** Texts that would run, if a page took any of them for anything else than text. */
const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "' onfocus=alert(3) autofocus '",
  '</title></textarea></select><svg onload=alert(4)>',
  'javascript:alert(5)',
  '{{constructor.constructor("alert(6)")()}}',
] as const;
const ALL = PAYLOADS.join(' ');
/** Ids have no spaces and no slashes. */
const ID = '"><b>id';
const IN_URL = encodeURIComponent(ALL);

/** Kinds whose text fields take any text. */
const KINDS = [
  'workspace_tasks',
  'cross_repo_issues',
  'architecture_decisions',
  'documents',
] as const;

/** What must be one of a few values. */
const REQUIRED: Readonly<Record<string, object>> = { cross_repo_issues: { severity: 'HIGH' } };

/** A record with the payloads in every field that is text. */
const poisoned = ({ fields, primaryKey }: Kind): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.values(fields).flatMap(({ name, type, references }): [string, unknown][] => {
      if (references) return [];
      if (name === primaryKey) return [[name, ID]];
      if (type === 'string') return [[name, ALL]];
      if (type === 'list') return [[name, [...PAYLOADS]]];
      return type === 'object' ? [[name, { [PAYLOADS[0]]: ALL }]] : [];
    }),
  );

/** Where records are shown, by what that is called. */
const PLACES: readonly (readonly [string, string])[] = [
  ...KINDS.map((kind) => [`the list of ${kind}`, `/list/${kind}`] as const),
  ...KINDS.map(
    (kind) => [`the form of ${kind}`, `/edit/${kind}/${encodeURIComponent(ID)}`] as const,
  ),
  ['the dashboard', '/dashboard'],
  ['the dashboard of a repository', `/dashboard?repo=${IN_URL}`],
  ['a list with a filter', `/list/workspace_tasks?title__contains=${IN_URL}`],
  ['a list with a filter that is none', `/list/workspace_tasks?${IN_URL}=1`],
  ['a list after a change', `/list/workspace_tasks?saved=${IN_URL}`],
  ['a form that is filled in', `/new/workspace_tasks?title=${IN_URL}&status=${IN_URL}`],
  ['the index', '/index'],
];

describeInBrowser('markup in records', () => {
  const site = openSite();

  beforeAll(async () => {
    for (const name of KINDS) {
      const json = { ...poisoned(kindOf(name)), ...REQUIRED[name] };
      const { status, text } = await site.ask('POST', `/api/${name}`, { json });
      expect([status, text]).toEqual([201, expect.anything()]);
    }
    const source = { host: ALL, path: `/${ALL}`, repo: ALL, origin: 'o' };
    await site.ask('POST', '/api/sources', { json: source });
  });

  const expectHarmless = async ({ page, faults, context }: Visitor): Promise<void> => {
    await page.locator('h1').waitFor();
    expect(
      await page.locator('main img, main svg[onload], main script, main b:text-is("id")').count(),
    ).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  };

  it.each(PLACES)('is text on %s', async (_, path) => {
    await expectHarmless(await site.visit(path));
  });

  it('is shown as it was written', async () => {
    const { page, context } = await site.visit('/list/cross_repo_issues');
    expect(await page.locator('.record-title').textContent()).toContain(PAYLOADS[0]);
    expect(await page.locator('.facet a').allTextContents()).toContain(PAYLOADS[1]);
    await context.close();
  });

  it('is text in the preview of an import', async () => {
    const visitor = await site.visit('/transfer');
    const { page } = visitor;
    const records = { workspace_tasks: [{ id: ID, title: `new ${ALL}` }, { [PAYLOADS[0]]: 1 }] };
    const buffer = Buffer.from(JSON.stringify(records));
    const file = {
      name: '<img src=x onerror=alert(7)>.json',
      mimeType: 'application/json',
      buffer,
    };
    await page.getByLabel('Files', { exact: true }).setInputFiles(file);
    await page.getByLabel('Set bad records aside', { exact: false }).check();
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.locator('.import-action').first().waitFor();
    await expectHarmless(visitor);
  });
});
