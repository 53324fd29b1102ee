import { describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';
import { createStaging, type Upload } from '#src/web/transfer/staged-uploads';
import { createWeb } from '#src/web/web';

import { createHarness } from '#test/http/harness';

const { ask } = createHarness({ page: createWeb({ root: packageRoot(), signsIn: false }) });
const browse = (path: string) => ask('GET', path, { headers: { Accept: 'text/html' } });

/** A form with files as a browser sends it. */
async function send(path: string, fields: Readonly<Record<string, string>>, file?: File) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file) form.append('files', file);
  const request = new Request('http://x', { method: 'POST', body: form });
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = {
    Accept: 'text/html',
    'Content-Type': request.headers.get('Content-Type') ?? '',
    'Content-Length': String(body.length),
  };
  return ask('POST', path, { body, headers });
}

const tasks = (...records: readonly object[]) =>
  new File([JSON.stringify({ tasks: records })], 'WORKSPACE-TASKS.json');
const digestIn = (text: string): string => /name="digest" value="([^"]*)"/.exec(text)?.[1] ?? '';

async function upload(file: File, fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const { headers } = await send('/transfer', fields, file);
  return headers.get('location') ?? '';
}

describe('an import', () => {
  it('shows every change, and writes nothing until that is confirmed', async () => {
    const address = await upload(
      tasks({ id: 'T1', title: '<b>One</b>' }, { id: 'T2', title: 'Two' }),
    );
    const { text } = await browse(address);
    expect(text).toContain('Import: 2 changes');
    expect(text).toContain('&lt;b&gt;One&lt;/b&gt;');
    expect((await ask('GET', '/api/task')).body.total).toBe(0);
    const confirmed = await send(address, { digest: digestIn(text) });
    expect([confirmed.status, confirmed.headers.get('location')]).toEqual([303, address]);
    expect((await browse(address)).text).toContain('2 added, 0 changed, 0 removed');
    expect((await ask('GET', '/api/task')).body.total).toBe(2);
  });

  it('shows fields before and after', async () => {
    const { text } = await browse(await upload(tasks({ id: 'T1', title: 'One' })));
    expect(text).toMatch(/<del>&lt;b&gt;One&lt;\/b&gt;<\/del> <ins>One<\/ins>/);
  });

  it('is shown anew when records have changed since', async () => {
    const address = await upload(tasks({ id: 'T2', title: 'Second' }));
    const { text } = await browse(address);
    await ask('PATCH', '/api/task/T2', { json: { title: 'Meanwhile' } });
    const again = await send(address, { digest: digestIn(text) });
    expect([again.status, again.text]).toEqual([
      409,
      expect.stringContaining('have changed since'),
    ]);
    expect((await ask('GET', '/api/task/T2')).body.record['title']).toBe('Meanwhile');
    await send(address, { digest: digestIn(again.text) });
    expect((await ask('GET', '/api/task/T2')).body.record['title']).toBe('Second');
  });

  it('of files with faults offers no confirmation', async () => {
    const address = await upload(tasks({ id: 'T3', title: '' }, { id: 'T4', titel: 'x' }));
    const { text } = await browse(address);
    expect(text).not.toContain('Import: ');
    expect(text).toContain('titel');
    const aside = await upload(tasks({ id: 'T3', title: 7 }, { id: 'T5', title: 'x' }), {
      quarantine: 'on',
    });
    expect((await browse(aside)).text).toContain('Import: 1 change');
  });

  it('that would change nothing says so', async () => {
    const all = (await ask('GET', '/api/export')).text;
    const { text } = await browse(await upload(new File([all], 'workspace-export.json')));
    expect(text).toContain('nothing would change');
    expect(text).not.toContain('Import: ');
  });

  it('can be dropped, and is gone then', async () => {
    const address = await upload(tasks({ id: 'T9', title: 'x' }));
    expect((await send(address, { drop: 'true' })).headers.get('location')).toBe('/transfer');
    expect((await browse(address)).status).toBe(410);
  });

  it.each([
    ['no file', undefined, 'No file was chosen'],
    ['what is no JSON', new File(['{'], 'a.json'), 'a.json is not JSON'],
    ['what is no text', new File([new Uint8Array([0xff, 0xfe, 0x00])], 'a.json'), 'not UTF-8'],
  ])('of %s is refused in a sentence', async (_, file, sentence) => {
    const { status, text } = await send('/transfer', {}, file);
    expect([status, text]).toEqual([400, expect.stringContaining(sentence)]);
  });
});

describe('the page of exports', () => {
  it('has a file for every kind that holds records', async () => {
    const { text } = await browse('/transfer');
    const [, href = ''] = /href="(\/api\/export\/[^"]*)"/.exec(text) ?? [];
    expect((await ask('GET', href)).text).toContain('"T1"');
  });
});

describe('staged uploads', () => {
  const one: Upload = { files: [], bundle: new Blob(['{}']), options: {} };

  it('give way to newer ones, and to time', () => {
    let now = 0;
    const staging = createStaging({ most: 2, lifetime: 10, now: () => now });
    const names = [staging.keep(one), staging.keep(one), staging.keep(one)];
    expect(names.map((name) => staging.find(name)?.state)).toEqual([
      undefined,
      'waiting',
      'waiting',
    ]);
    expect(new Set(names).size).toBe(3);
    now = 10;
    expect(staging.find(names[2] ?? '')).toBeUndefined();
  });
});
