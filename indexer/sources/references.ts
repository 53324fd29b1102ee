import { dirname, extname, join } from 'node:path/posix';

/** Where a document lies, which its relative links start from. */
export interface Origin {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Where it is shown on its code host, if it is. */
  readonly url?: string | null;
}

const LINK = /\[([^\]]*)\]\(([^)\s]+)\)/g;
/** What may stand between two links of one list. */
const BETWEEN = /^\s*(?:,|;|&|\+|and|,\s*and)?\s*$/i;
const NUMBER =
  /(?:\b(?<name>(?:[a-z]{2,10}[-_])*(?:adr|rfc|madr|decision)s?)[-_ ]{0,2}#?(?<series>[a-z]{1,20}[-_])?|#|(?<![\w./-])(?!(?:19|20)\d\d\b)(?=\d{3,5}\b)|^\s*(?=\d+\s*$))(?<digits>\d{1,5})\b/gi;
/** Before `#12`: the repository that counts so, with or without its owner. */
const REPOSITORY = /(?<![\w./-])(?:[\w.-]+\/)?([\w.-]*[\w-])$/;
const FILE = /^[\w./-]{1,200}\.(?:md|mdx|markdown|rst|adoc|asciidoc)$/i;
const NOTHING = /^(?:n\/?a|none|nothing|no|nil|tbd|null|-+|–|—|\?|\.*)$/i;
const MAX_TITLE = 120;

/**
 * The decisions that a text names: a relative link as the path in its repository, `ADR-12`,
 * `#12` and `0012` as `ADR-12`, one of another repository as `core#12`, any other link as it is, else
 * the text itself (`titles`).
 */
export function referencesIn(text: string, origin: Origin, titles = true): readonly string[] {
  const references =
    linked(text, origin) ??
    (FILE.test(text.trim()) ? undefined : numbered(text)) ??
    named(text, origin, titles);
  return [...new Set(references)];
}

function linked(text: string, origin: Origin): readonly string[] | undefined {
  const links = Array.from(text.matchAll(LINK));
  const gap = links.findIndex((link, at) => {
    const previous = links[at - 1];
    return previous && !BETWEEN.test(text.slice(previous.index + previous[0].length, link.index));
  });
  const listed = gap < 0 ? links : links.slice(0, gap);
  const references = listed.flatMap(([, label = '', target = '']) =>
    targetOf(label, target, origin),
  );
  return references.length > 0 ? references : undefined;
}

function targetOf(label: string, target: string, origin: Origin): readonly string[] {
  const path = /^(?:[a-z][a-z+.-]*:|\/\/)/i.test(target)
    ? ownPath(target, origin)
    : relativePath(target, origin);
  if (path !== undefined) return [path];
  return /^https?:/i.test(target) ? [target] : (numbered(label) ?? named(label, origin, true));
}

/** A link to a code host that shows this document's own repository. */
function ownPath(target: string, { url, path }: Origin): string | undefined {
  const base = url?.endsWith(encodeURI(path)) ? url.slice(0, -encodeURI(path).length) : undefined;
  const repository = base && /^https:\/\/[^/]+\/[^/]+\/[^/]+\//.exec(base)?.[0];
  if (!repository || !target.startsWith(repository)) return undefined;
  const inside = /^(?:-\/)?(?:blob|tree|src|raw)\/(?:(?:branch|commit)\/)?[^/]+\/([^?#]+)/;
  return decoded(inside.exec(target.slice(repository.length))?.[1] ?? '') || undefined;
}

function relativePath(target: string, { path }: Origin): string | undefined {
  const plain = decoded(target.replace(/[?#].*$/s, ''));
  if (plain === '' || plain.startsWith('@') || /[{}]/.test(plain)) return undefined;
  const joined = plain.startsWith('/') ? plain.slice(1) : join(dirname(path), plain);
  const inside = joined.replace(/\/+$/, '');
  if (inside === '' || inside === '.' || inside.startsWith('..')) return undefined;
  return withExtension(inside, plain.endsWith('/') ? '' : extname(path));
}

/** Site generators link `0005-use-queues`; the file has the extension of its neighbours. */
const withExtension = (path: string, extension: string): string =>
  /\/?\d{4,8}-[^/.]+$/.test(path) && !/\d{4}-\d{2}-\d{2}/.test(path) ? `${path}${extension}` : path;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function numbered(text: string): readonly string[] | undefined {
  const numbers = Array.from(text.matchAll(NUMBER), ({ 0: match, index, groups }) => {
    const { name = 'ADR', series = '', digits = '' } = groups ?? {};
    const repo = match.startsWith('#') ? REPOSITORY.exec(text.slice(0, index))?.[1] : undefined;
    if (repo !== undefined) return `${repo}#${digits}`;
    return `${name.toUpperCase().replace(/^DECISIONS?$/, 'ADR')}-${series}${digits}`;
  });
  return numbers.length > 0 ? numbers : undefined;
}

function named(text: string, origin: Origin, titles: boolean): readonly string[] {
  const name = text
    .replace(/^[\s:–—-]+|[\s.;,]+$/g, '')
    .replace(/^["'“]|["'”]$/g, '')
    .trim();
  if (FILE.test(name)) return [relativePath(name, origin) ?? name];
  if (/^https?:\S+$/.test(name)) return [name];
  const isTitle = titles && /\p{L}/u.test(name) && name.length <= MAX_TITLE;
  return isTitle && !NOTHING.test(name) && !/[{}[\]<>]/.test(name) ? [name] : [];
}
