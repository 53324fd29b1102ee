import { beforeAll, expect, it } from 'vitest';

import { kindOf, type KindName } from '#src/kinds/index';
import type { Field } from '#src/kinds/field';
import { describeInBrowser, openSite } from '#test/web/browser';

/** What runs a script, leaves a quote, or leads somewhere, if anything of it becomes markup. */
const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  `"><iframe srcdoc="<script>alert(1)</script>">`,
  `' onmouseover=alert(1) x='`,
  '[click](javascript:alert(1))',
  '![image](javascript:alert(1))',
  '<javascript:alert(1)>',
  '[ref]: javascript:alert(1)\n[ref]',
  '</textarea></title></style><script>alert(1)</script>',
  '{{constructor.constructor("alert(1)")()}}',
  'javascript:alert(1)',
  '```mermaid\ngraph TD\n  A["<img src=x onerror=alert(1)>"]\n  click A "javascript:alert(1)"\n```',
];
const ALL = PAYLOADS.join('\n\n');
const LINE = PAYLOADS.slice(0, 6).join(' ');
const ID = `"><img_onerror=alert(1)>'`;

const VALUES: Readonly<Partial<Record<Field['type'], unknown>>> = {
  string: ALL,
  list: PAYLOADS,
  object: { [LINE]: LINE },
  json: { [LINE]: [LINE] },
};

/** A record with as much of it as can be in every field that takes any text. */
function hostileRecord(kind: KindName, own: object): object {
  const { fields, title } = kindOf(kind);
  const free = Object.values(fields).filter(
    (field) => !field.primaryKey && !field.references && VALUES[field.type] !== undefined,
  );
  const states = Object.values(fields).filter(({ required, type }) => required && type === 'enum');
  return {
    ...Object.fromEntries(states.map(({ name, values }) => [name, values?.[0]])),
    ...Object.fromEntries(free.map(({ name, type }) => [name, VALUES[type]])),
    ...{ [title]: LINE, id: ID },
    ...own,
  };
}

const RECORDS: readonly (readonly [KindName, object])[] = [
  ['architecture_decisions', { date: '2025-06-01' }],
  ['workspace_tasks', {}],
  ['cross_repo_issues', {}],
  ['documents', { format: 'markdown', content_hash: null }],
  ['work_contexts', {}],
];

const site = openSite();

beforeAll(async () => {
  for (const [kind, own] of RECORDS) {
    const { status, text } = await site.ask('POST', `/api/${kind}`, {
      json: hostileRecord(kind, own),
    });
    expect([status, text]).toEqual([201, expect.any(String)]);
    const at = `/api/${kind}/${encodeURIComponent(ID)}`;
    await site.ask('POST', `${at}/tags`, { json: { add: ['<script>alert(1)</script>'] } });
    await site.ask('PATCH', at, { json: { [kindOf(kind).title]: `${LINE} again` } });
  }
  const place = `/api/decision/${encodeURIComponent(ID)}/links`;
  await site.ask(
    'PUT',
    `${place}/${encodeURIComponent('<b>onerror</b>')}/task/${encodeURIComponent(ID)}`,
    {
      json: { note: LINE },
    },
  );
});

const id = encodeURIComponent(ID);

/** Everywhere that a page can lead to, evaluated in the page. */
const PLACES = `[...document.querySelectorAll('[href], [src], [action]')].flatMap((each) =>
  ['href', 'src', 'action'].map((name) => each.getAttribute(name) ?? ''))`;

describeInBrowser('what others have written', () => {
  it.each<[string, string]>([
    ...RECORDS.map(
      ([kind]) => [`the page of ${kind}`, `/record/${kind}/${id}`] as [string, string],
    ),
    ['a graph', `/graph?kind=architecture_decisions&id=${id}`],
    ['the timeline', '/timeline'],
    ['a filter of the timeline', `/timeline?repo=${encodeURIComponent(LINE)}`],
  ])('is shown on %s, and does nothing', async (_, path) => {
    const { page, faults } = await site.visit(path);
    await page.waitForLoadState('networkidle');
    for (const frame of await page.locator('iframe').all()) await frame.scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('body').innerText()).toContain('<img src=x onerror=alert(1)>');
    const places = await page.evaluate<readonly string[]>(PLACES);
    expect(places.filter((place) => /^\s*(?:javascript|data|vbscript):/i.test(place))).toEqual([]);
    expect(await page.locator('main img, main script, main style').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
