import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { proxyFor, type Proxies } from '#models/pull/proxy';
import { get } from '#models/pull/request';
import { startServer } from '#test/support/model-hub';

describe('the proxy of an address', () => {
  const proxies = { https: 'http://secure:1', http: 'http://plain:2' };
  it.each<readonly [string, Proxies, string | undefined]>([
    ['https://hub.example/a', proxies, 'secure:1'],
    ['http://hub.example/a', proxies, 'plain:2'],
    ['http://hub.example/a', { https: 'http://secure:1' }, undefined],
    ['https://hub.example/a', { ...proxies, except: 'hub.example' }, undefined],
    ['https://HUB.example/a', { ...proxies, except: 'other, Hub.Example' }, undefined],
    ['https://cdn.hub.example/a', { ...proxies, except: 'hub.example' }, undefined],
    ['https://cdn.hub.example/a', { ...proxies, except: '.hub.example' }, undefined],
    ['https://cdn.hub.example/a', { ...proxies, except: '*.hub.example' }, undefined],
    ['https://myhub.example/a', { ...proxies, except: 'hub.example' }, 'secure:1'],
    ['https://hub.example/a', { ...proxies, except: 'hub.example:8443' }, 'secure:1'],
    ['https://hub.example:8443/a', { ...proxies, except: 'hub.example:8443' }, undefined],
    ['https://hub.example/a', { ...proxies, except: 'hub.example:443' }, undefined],
    ['https://hub.example/a', { ...proxies, except: '*' }, undefined],
    ['https://hub.example/a', { ...proxies, except: '' }, 'secure:1'],
  ])('of %s with %j is %s', (address, given, host) => {
    expect(proxyFor(new URL(address), given)?.host).toBe(host);
  });
});

describe('a request through a proxy', () => {
  const open: Server[] = [];
  afterEach(() => {
    for (const server of open.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** Answers where it listens, and what it was asked. */
  async function startProxy(status = 200) {
    const asked: string[] = [];
    const note = (request: IncomingMessage): void => {
      const { method, url, headers } = request;
      asked.push(`${String(method)} ${String(url)} ${String(headers['proxy-authorization'])}`);
    };
    const server = createServer((request, response) => {
      note(request);
      response.end('by the proxy');
    });
    server.on('connect', (request, socket) => {
      note(request);
      if (status !== 200) return void socket.end(`HTTP/1.1 ${String(status)} No\r\n\r\n`);
      const [host, port] = String(request.url).split(':');
      const through = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      for (const end of [through, socket]) end.on('error', () => end.destroy());
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { host: `127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked };
  }

  const ask = (address: string, proxies: Proxies) =>
    get(address, { headers: {}, proxies, stallTimeout: 2_000 });

  it('names the whole address for http, and carries the password', async () => {
    const { host, asked } = await startProxy();
    const { body } = await ask('http://hub.invalid/a', { http: `http://ada:s%20cret@${host}` });
    expect(Buffer.concat(await body.toArray()).toString()).toBe('by the proxy');
    const credentials = Buffer.from('ada:s cret').toString('base64');
    expect(asked).toEqual([`GET http://hub.invalid/a Basic ${credentials}`]);
  });

  it('asks for a tunnel for https, and speaks TLS through it', async () => {
    const { host, asked } = await startProxy();
    const plain = await startServer(() => undefined);
    const address = plain.url.replace('http:', 'https:');
    await expect(ask(address, { https: `http://${host}` })).rejects.toThrow(
      /SSL|TLS|EPROTO|socket/,
    );
    expect(asked).toEqual([`CONNECT ${new URL(address).host} undefined`]);
    expect(plain.asked).toEqual([]);
    await plain.close();
  });

  it('fails when the proxy refuses', async () => {
    const { host } = await startProxy(407);
    await expect(ask('https://hub.invalid/a', { https: `http://${host}` })).rejects.toThrow(
      `the proxy ${host} answers with 407`,
    );
  });
});
