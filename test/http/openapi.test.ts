import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';

import { kindNames, resolveKind } from '#src/kinds/index';
import { openApiDocument } from '#src/http/openapi/document';

import { createHarness } from './harness.ts';

const { ask } = createHarness();
const document = openApiDocument('0.0.0-test');
const MEBIBYTE = 1024 ** 2;

/** `GET /api/{kind}` for every kind, as the list of routes has it. */
const asRoute = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replace(/^\/api\/(\w+)(?=$|\/\{id\}$)/, (whole, name: string) =>
    kindNames.some((kind) => kind === name) ? '/api/{kind}' : whole,
  )}`;

const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => asRoute(method, path)),
);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone({ ...document }));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('has every route of the service, and no other', async () => {
    const { body } = await ask('GET', '/api');
    const routes = [...(body['routes'] as readonly string[]), 'GET /api'];
    expect([...new Set(documented)].sort()).toEqual([...new Set(routes)].sort());
  });

  it('has the paths of every kind', () => {
    const paths = kindNames.flatMap((kind) => [`/api/${kind}`, `/api/${kind}/{id}`]);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths));
  });

  it('names each operation once, under tags that it describes', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    const ids = operations.map((operation) => operation['operationId']);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = new Set(operations.flatMap((operation) => operation['tags'] as string[]));
    expect([...tags].sort()).toEqual(document.tags.map(({ name }) => name).sort());
  });

  it('refers only to what it holds', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"/]+)"/g)];
    const missing = references.filter(
      ([, part = '', name = '']) => document.components[part]?.[name] === undefined,
    );
    expect(missing).toEqual([]);
    expect(references.length).toBe(text.split('"$ref":').length - 1);
  });

  it('is smaller than 2 MB', () => {
    expect(JSON.stringify(document).length).toBeLessThan(2 * MEBIBYTE);
  });
});

describe('GET /openapi.json', () => {
  it('answers with the document of this version', async () => {
    const { status, headers, text } = await ask('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('answers 304 to who has it', async () => {
    const { headers } = await ask('GET', '/openapi.json');
    const again = await ask('GET', '/openapi.json', {
      headers: { 'If-None-Match': headers.get('ETag') ?? '' },
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('asks for no token', async () => {
    const guarded = createHarness({ token: 'a-token-of-sixteen-characters' });
    expect((await guarded.ask('GET', '/openapi.json')).status).toBe(200);
    expect((await guarded.ask('GET', '/api/kinds')).status).toBe(401);
  });
});

describe('a short name of a kind', () => {
  it('answers where the document has the full one', async () => {
    for (const kind of kindNames) expect(resolveKind(kind)).toBe(kind);
    expect((await ask('GET', '/api/task')).text).toBe(
      (await ask('GET', '/api/workspace_tasks')).text,
    );
  });
});
