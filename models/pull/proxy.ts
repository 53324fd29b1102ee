/** Proxies by the scheme of what is asked for, as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say them. */
export interface Proxies {
  readonly https?: string;
  readonly http?: string;
  /** Hosts that are asked directly: `host`, `.domain`, `host:port`, separated by commas, or `*`. */
  readonly except?: string;
}

/** The proxy that an address is asked through, if any. */
export function proxyFor(address: URL, proxies: Proxies = {}): URL | undefined {
  const proxy = address.protocol === 'https:' ? proxies.https : proxies.http;
  if (proxy === undefined || isExcepted(address, proxies.except)) return undefined;
  return new URL(proxy);
}

/** The `Proxy-Authorization` header of a proxy whose address has a user and a password. */
export function proxyHeaders({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/** `example.com` excepts its subdomains too, as curl has it. */
function isExcepted({ hostname, port, protocol }: URL, except = ''): boolean {
  const host = hostname.toLowerCase();
  const own = port === '' ? DEFAULT_PORTS[protocol] : port;
  return except
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((rule) => {
      const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(rule) ?? [];
      if (only !== undefined && only !== own) return false;
      return rule === '*' || host === name || host.endsWith(`.${name}`);
    });
}
