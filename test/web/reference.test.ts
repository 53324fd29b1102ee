import { describe, expect, it } from 'vitest';

import { kindNames } from '#src/kinds/index';
import { openApiDocument } from '#src/http/openapi/document';
import { packageRoot } from '#src/package-root';
import { membersOf } from '#src/web/reference/members';
import { boundsInWords, typeInWords } from '#src/web/reference/types-in-words';
import { createWeb } from '#src/web/web';

import { createHarness } from '#test/http/harness';

import { describeInBrowser, expectAccessible, expectToFit, openSite } from './browser.ts';

const { ask } = createHarness({ page: createWeb({ root: packageRoot(), signsIn: false }) });
const browse = (path: string) => ask('GET', path, { headers: { Accept: 'text/html' } });

const document = openApiDocument('0.0.0-test');
const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
const isOfKind = (tag: unknown): boolean => kindNames.some((kind) => kind === tag);
const tagOf = (operation: (typeof operations)[number]): unknown =>
  (operation['tags'] as readonly unknown[])[0];

describe('the reference', () => {
  it('has every operation but those on records at /docs, each at an address of its own', async () => {
    const { status, text } = await browse('/docs');
    expect(status).toBe(200);
    for (const operation of operations.filter((each) => !isOfKind(tagOf(each))))
      expect(text).toContain(`<article class="operation" id="${String(operation['operationId'])}"`);
    for (const kind of kindNames) expect(text).toContain(`href="/docs/${kind}"`);
  });

  it.each(['workspace_tasks', 'record_links', 'documents'])(
    'has the operations on %s with all of its fields',
    async (kind) => {
      const { text } = await browse(`/docs/${kind}`);
      const own = operations.filter((each) => tagOf(each) === kind);
      expect(own).toHaveLength(8);
      for (const operation of own)
        expect(text).toContain(`id="${String(operation['operationId'])}"`);
    },
  );

  it('describes every type that it speaks of', async () => {
    for (const path of ['/docs', '/docs/workspace_tasks']) {
      const { text } = await browse(path);
      const links = [...text.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id);
      expect(links.filter((id) => !text.includes(`id="${id}"`))).toEqual([]);
    }
  });

  it('answers at the short name of a kind too, and has no page for what is none', async () => {
    expect((await browse('/docs/task')).text).toContain('/api/workspace_tasks');
    const { status, text } = await browse('/docs/<i>tusk');
    expect([status, text.includes('<i>tusk')]).toEqual([404, false]);
  });
});

describe('a type in words', () => {
  const words = (schema: object): string =>
    typeInWords({ ...schema })
      .map((part) => ('name' in part ? part.name : part.text))
      .join('');

  it.each([
    [{ type: 'integer' }, 'whole number'],
    [{ type: ['string', 'null'] }, 'string or null'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Hit' } }, 'list of Hit'],
    [{ anyOf: [{ $ref: '#/components/schemas/Hit' }, { type: 'null' }] }, 'Hit or null'],
    [{ enum: ['a', 'b'] }, 'a | b'],
    [{ const: true }, 'true'],
    [{}, 'any JSON'],
  ])('of %j is %s', (schema, said) => {
    expect(words(schema)).toBe(said);
  });

  it.each([
    [{ minimum: 1, maximum: 9, default: 5 }, '1 to 9, default 5'],
    [{ minimum: 0 }, 'from 0'],
    [{ maxLength: 255 }, 'at most 255 characters'],
    [{}, ''],
  ])('of %j is bounded by "%s"', (schema, said) => {
    expect(boundsInWords(schema)).toBe(said);
  });

  it('tells what stands in what', () => {
    const inner = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
    const items = { type: 'array', items: inner };
    const maybe = { anyOf: [inner, { type: 'null' }] };
    const schema = { type: 'object', properties: { items, maybe, inner }, required: ['items'] };
    expect(membersOf(schema).map(({ name, note }) => [name, note])).toEqual([
      ['items', 'required'],
      ['items[].id', 'required'],
      ['maybe', undefined],
      ['maybe.id', 'required'],
      ['inner', undefined],
      ['inner.id', 'required'],
    ]);
  });
});

describeInBrowser('the reference in a browser', () => {
  const site = openSite();

  it.each([
    [360, 'light'],
    [1280, 'dark'],
  ] as const)('fits %i pixels and is accessible (%s)', async (width, theme) => {
    const visitor = await site.visit('/docs/workspace_tasks', { width, theme });
    await expectToFit(visitor);
    await expectAccessible(visitor);
    expect(visitor.faults).toEqual([]);
    await visitor.context.close();
  });

  it('is filtered by words as they are typed, and whole again after Escape', async () => {
    const { page, context, faults } = await site.visit('/docs');
    const shown = page.locator('[data-operation]:visible');
    const all = await shown.count();
    await page.locator('[data-filter]').fill('post search');
    await expect.poll(() => shown.count()).toBe(1);
    expect(await shown.first().getAttribute('id')).toBe('searchByBody');
    await page.locator('[data-filter]').fill('no such thing');
    await expect.poll(() => page.locator('[data-none]').isVisible()).toBe(true);
    await page.locator('[data-filter]').press('Escape');
    await expect.poll(() => shown.count()).toBe(all);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('leads to an operation, without a script too', async () => {
    const { page, context } = await site.visit('/docs', { javaScriptEnabled: false });
    expect(await page.locator('[data-filter]').isVisible()).toBe(false);
    await page.locator('.contents a[href="#estimate"]').click();
    expect(new URL(page.url()).hash).toBe('#estimate');
    expect(await page.locator('#estimate').isVisible()).toBe(true);
    await context.close();
  });
});
