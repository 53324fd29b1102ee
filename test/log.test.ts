import { describe, expect, it } from 'vitest';

import { createLog } from '#src/log';

const TOKEN = 'tok"en\\with-26-characters';
const OTHER = 'c29tZS1vdGhlci1jcmVkZW50aWFs';

/** What one line holds, written by a log that knows the service's token. */
async function written(fields: object, message = 'm'): Promise<string> {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = await createLog({ level: 'info', secrets: [TOKEN], destination });
  log.info(fields, message);
  expect(lines).toHaveLength(1);
  const line = lines.join('');
  expect(line).toMatch(/^\{.*\}\n$/s);
  JSON.parse(line);
  return line;
}

describe('a line of the log', () => {
  const places: readonly [where: string, fields: object, message?: string][] = [
    ['a header', { headers: { authorization: OTHER } }],
    ['a header of a request', { req: { headers: { authorization: `Bearer ${OTHER}` } } }],
    ['a cookie', { headers: { cookie: `session=${OTHER}` } }],
    ['headers in any case, deep down', { a: { b: { c: { AUTHORIZATION: OTHER } } } }],
    ['several new cookies', { headers: { 'Set-Cookie': [`a=${OTHER}`, `b=${OTHER}`] } }],
    ['what else may stand in a field', { token: `"${OTHER}\\` }],
    ['a new cookie', { res: { headers: { 'set-cookie': `session=${OTHER}` } } }],
    ['a field of its name', { token: OTHER }],
    ['a URL', { url: `http://127.0.0.1:8787/api/task?token=${OTHER}&limit=1` }],
    ['the user part of an address', { proxy: `http://me:${OTHER}@proxy.example.com:3128` }],
    ['a sentence', {}, `The header was "Authorization: Bearer ${OTHER}".`],
    ['an error', { err: new Error(`refused: Bearer ${OTHER}`) }],
    ['the cause of an error', { err: new Error('x', { cause: new Error(`?token=${OTHER}`) }) }],
  ];
  it.each(places)('holds no secret of %s', async (_, fields, message) => {
    const line = await written(fields, message);
    expect(line).not.toContain(OTHER);
    expect(line).toContain('[redacted]');
  });

  it.each([
    ['a message', {}, `token ${TOKEN}`],
    ['any field', { what: { ever: [TOKEN] } }, 'm'],
    ['a name', { [TOKEN]: 1 }, 'm'],
    ['a path', { path: `/api/task/${TOKEN}` }, 'm'],
  ])("holds nowhere the service's own token, in %s", async (_, fields, message) => {
    const line = await written(fields, message);
    expect(line).not.toContain(JSON.stringify(TOKEN).slice(1, -1));
    expect(line).not.toContain(TOKEN);
  });

  it('says all else as it was said', async () => {
    const fields = { route: '/api/{kind}', url: 'https://example.com/a@b', status: 200 };
    const line = JSON.parse(await written(fields, 'bearer tokens are kept')) as object;
    expect(line).toMatchObject({ ...fields, msg: 'bearer tokens are kept' });
  });
});
