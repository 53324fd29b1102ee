import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { describe, expect, it } from 'vitest';

import { configVariables, isLoopback, readConfig } from '#src/config';
import { WorkspaceError } from '#src/errors';
import { packageRoot } from '#src/package-root';

const TOKEN = 'a-token-of-26-characters-x';

const faultsOf = (environment: Record<string, string>): WorkspaceError => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof WorkspaceError) return error;
  }
  throw new Error('The settings were accepted.');
};

describe('the settings', () => {
  it('have defaults that serve this machine alone', () => {
    expect(readConfig({})).toEqual({
      database: 'data/workspace.db',
      backupDirectory: 'data/backups',
      backupKeep: 7,
      host: '127.0.0.1',
      port: 8787,
      models: 'data/models',
      download: false,
      idle: 600_000,
      logLevel: 'warn',
      slowQuery: 500,
      bodyLimit: 10 * 1024 * 1024,
      importLimit: 256 * 1024 * 1024,
      exportDirectory: 'data/exports',
    });
  });

  it.each([
    [{}, 'data/models'],
    [{ DATABASE_URL: '/srv/a.db' }, '/srv/models'],
    [{ DATABASE_URL: ':memory:' }, 'data/models'],
    [{ EMBEDDING_CACHE: '/models' }, '/models'],
  ])('of %j keep models in %s', (environment, folder) => {
    expect(readConfig(environment as Record<string, string>).models).toBe(folder);
  });

  it.each([
    [{}, undefined],
    [{ NO_PROXY: 'a' }, undefined],
    [
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a' },
      { https: 'http://p:1', except: 'a' },
    ],
    [{ HTTP_PROXY: 'http://p:1', http_proxy: 'http://q:2' }, { http: 'http://q:2' }],
    [{ https_proxy: '', HTTPS_PROXY: 'http://p:1' }, undefined],
  ])('of %j have the proxies %j', (environment, proxies) => {
    expect(readConfig(environment as Record<string, string>).proxies).toEqual(proxies);
  });

  it.each([
    ['data/a.db', 'data/a.db'],
    ['/srv/a.db', '/srv/a.db'],
    ['file:data/a.db', 'data/a.db'],
    ['file:/srv/a.db', '/srv/a.db'],
    ['file:///srv/a.db', '/srv/a.db'],
    ['sqlite:///data/a.db', 'data/a.db'],
    ['sqlite:////srv/a.db', '/srv/a.db'],
    [':memory:', ':memory:'],
  ])('read DATABASE_URL=%s as the path %s', (given, path) => {
    expect(readConfig({ DATABASE_URL: given }).database).toBe(path);
  });

  it.each([
    ['DATABASE_URL', 'postgres://host/db'],
    ['PORT', '65536'],
    ['PORT', 'eighty'],
    ['WORKSPACE_TOKEN', 'short'],
    ['WORKSPACE_TOKEN', 'has a space in the middle'],
    ['EMBEDDING_HUB', 'ftp://mirror'],
    ['HTTPS_PROXY', 'proxy:3128'],
    ['EMBEDDING_DOWNLOAD', 'maybe'],
    ['EMBEDDING_IDLE', 'ten minutes'],
    ['LOG_LEVEL', 'loud'],
    ['BODY_LIMIT', 'ten'],
    ['BODY_LIMIT', '0'],
    ['HOST', '0.0.0.0'],
  ])('refuse %s=%s and name the variable', (name, value) => {
    const error = faultsOf({ [name]: value });
    expect(error.code).toBe('invalid_config');
    expect(error.issues.map(({ parameter }) => parameter)).toEqual([name]);
  });

  it('are told all their faults at once', () => {
    const { issues, message } = faultsOf({ PORT: 'x', LOG_LEVEL: 'loud', HOST: '0.0.0.0' });
    expect(issues.map(({ parameter }) => parameter).sort()).toEqual(['HOST', 'LOG_LEVEL', 'PORT']);
    expect(message).toContain("PORT='x'");
  });

  it('never show a token', () => {
    expect(faultsOf({ WORKSPACE_TOKEN: 'tiny-secret' }).message).not.toContain('tiny-secret');
  });

  it('allow another address with a token', () => {
    expect(readConfig({ HOST: '0.0.0.0', WORKSPACE_TOKEN: TOKEN })).toMatchObject({
      host: '0.0.0.0',
      token: TOKEN,
    });
  });

  it('take an empty variable for an absent one', () => {
    expect(readConfig({ PORT: '', WORKSPACE_TOKEN: '  ' })).toEqual(readConfig({}));
  });

  it.each([
    ['512', 512],
    ['64kb', 65_536],
    ['1.5 MB', 1_572_864],
  ])('read BODY_LIMIT=%s as %d bytes', (given, size) => {
    expect(readConfig({ BODY_LIMIT: given }).bodyLimit).toBe(size);
  });

  it.each([
    ['30s', 30_000],
    ['1h', 3_600_000],
    ['never', 0],
  ])('read EMBEDDING_IDLE=%s as %d milliseconds', (given, idle) => {
    expect(readConfig({ EMBEDDING_IDLE: given }).idle).toBe(idle);
  });

  it('download from a hub that is named, unless told not to', () => {
    const hub = { EMBEDDING_HUB: 'https://mirror.example/models' };
    expect(readConfig(hub).download).toBe(true);
    expect(readConfig({ ...hub, EMBEDDING_DOWNLOAD: 'false' }).download).toBe(false);
  });

  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])(
    'know %s as this machine',
    (host) => expect(isLoopback(host)).toBe(true),
  );

  it.each(['0.0.0.0', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', ''])(
    'know that "%s" is more than this machine',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe('.env.example', () => {
  const text = readFileSync(join(packageRoot(), '.env.example'), 'utf8');

  it('documents every variable that is read, and no other', () => {
    const named = [...text.matchAll(/^#?\s?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect([...named].sort()).toEqual([...configVariables].sort());
  });

  it('can be used as it is', () => {
    expect(readConfig(parseEnv(text))).toEqual(readConfig({}));
  });

  it('gives defaults that can be used, too, when its comments are removed', () => {
    const all = parseEnv(text.replace(/^# ?(?=[A-Z_]+=)/gm, ''));
    expect(() => readConfig(all)).not.toThrow();
  });
});
