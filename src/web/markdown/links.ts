import { posix } from 'node:path';

/** Where a text stands, for its relative links. */
export interface LinkBase {
  /** The folder of its file within the repository; empty at its top. */
  readonly folder: string;
  /** The file's own address, if it has one. */
  readonly url?: string;
}

/** What a link's target is, read as a browser would read it. */
export type Target =
  | { readonly is: 'external'; readonly href: string }
  | { readonly is: 'mail'; readonly href: string }
  /** In the same text. */
  | { readonly is: 'anchor'; readonly slug: string }
  /** A file of the same repository, with an anchor in it. */
  | { readonly is: 'file'; readonly path: string; readonly slug: string }
  /** A scheme that runs or shows something, or no address at all. */
  | { readonly is: 'refused' };

/** No such host exists (RFC 2606), so that whatever is still there after parsing was relative. */
const NOWHERE = 'http://relative.invalid';
const REFUSED: Target = { is: 'refused' };
const EXTERNAL: ReadonlySet<string> = new Set(['http:', 'https:']);

/** Sorts a link's target by what it leads to; only http, https and mailto lead out. Pure. */
export function targetOf(destination: string, base: LinkBase): Target {
  const parsed = parsedUrl(destination);
  if (!parsed) return REFUSED;
  if (parsed.protocol === 'mailto:') return { is: 'mail', href: parsed.href };
  if (!EXTERNAL.has(parsed.protocol)) return REFUSED;
  if (parsed.origin !== NOWHERE) return { is: 'external', href: parsed.href };
  const slug = decoded(parsed.hash.slice(1));
  const path = decoded(destination.trim().replace(/[?#].*$/s, ''));
  return path === '' ? { is: 'anchor', slug } : { is: 'file', path: joined(path, base), slug };
}

/** The address of a file that is no record, beside the file's own address; undefined when there is none. */
export function addressBeside(path: string, { folder, url }: LinkBase): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const relative = posix.relative(folder, path).split('/').map(encodeURIComponent).join('/');
  const address = new URL(relative, url);
  return EXTERNAL.has(address.protocol) ? address.href : undefined;
}

function parsedUrl(destination: string): URL | undefined {
  try {
    return new URL(destination, `${NOWHERE}/`);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `/docs/a.md` counts from the top of the repository; `..` beyond it stays there, and names no file. */
function joined(path: string, { folder }: LinkBase): string {
  const whole = path.startsWith('/') ? path.slice(1) : posix.join(folder, path);
  return posix.normalize(whole).replace(/\/$/, '');
}
