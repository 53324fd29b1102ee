import { basename } from 'node:path/posix';

import { folderOf, plainNumber, seenFrom, seriesOf, type NamedRecords } from './chain-names.ts';
import type { LifecycleRecord } from './chain-records.ts';

/** Which record a reference names. */
export type Resolution =
  | { readonly found: LifecycleRecord }
  /** Several that it may mean; none when nothing is called so. */
  | { readonly candidates: readonly LifecycleRecord[] }
  /** It leads out of the workspace, where nothing can be said about it. */
  | { readonly outside: true };

/** A reference without its Markdown, seen from the record that makes it. */
interface Reference {
  readonly text: string;
  readonly from: LifecycleRecord;
  /** Only records of this repository, when it was named. */
  readonly repo: string | undefined;
}

interface Spelling {
  readonly find: (reference: Reference, named: NamedRecords) => readonly LifecycleRecord[];
  /** It means the same in every repository. */
  readonly anywhere?: true;
}

/** What a reference may be, the most certain first; the first that finds something counts. */
const SPELLINGS: readonly Spelling[] = [
  { find: byId, anywhere: true },
  { find: byUrl, anywhere: true },
  { find: byPath },
  { find: byFile },
  { find: byTitle },
  { find: byNumber },
];

/**
 * The record that a reference means: an id, `ADR-0012`, `0012`, `#12`, `ADR 12`, a path from the
 * repository's root or from the record's folder, a file's name, a Markdown link, an address, a title, each
 * with a repository before it or not (`core#12`). Numbers, names and titles mean a record of the same
 * repository, and there of the same folder first.
 */
export function resolveReference(
  text: string,
  from: LifecycleRecord,
  named: NamedRecords,
): Resolution {
  const written = writtenIn(text);
  for (const part of written) {
    const reference = { from, ...withRepo(part, named) };
    const spellings = ADDRESS.test(part) ? SPELLINGS.filter((each) => each.anywhere) : SPELLINGS;
    for (const spelling of spellings) {
      const candidates = nearest(spelling, reference, named);
      const [found, ...more] = candidates;
      if (found) return more.length === 0 ? { found } : { candidates };
    }
  }
  return written.some((part) => ADDRESS.test(part)) ? { outside: true } : { candidates: [] };
}

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
const LINK = /^\W*\[([^\]]*)\]\(<?([^)>\s]+)>?[^)]*\)/;

/** Of a Markdown link its target, then its label; else the text itself. */
function writtenIn(text: string): readonly string[] {
  const [, label, target] = LINK.exec(text) ?? [];
  const parts = target === undefined ? [text] : [target, label ?? ''];
  return parts.map((part) => part.trim().replace(/^["'“`<]+|["'”`>.,;]+$/g, '')).filter(Boolean);
}

/** `core#12`, `core:docs/adr/0012.md`, `core/ADR-12`: the repository that goes before. */
function withRepo(text: string, { isRepo }: NamedRecords): Pick<Reference, 'text' | 'repo'> {
  const [, name, rest] = /^([\w.-]+)(?:[:/]|(?=#))(.+)$/s.exec(text) ?? [];
  const repo = name !== undefined && isRepo(name) ? name : undefined;
  return repo === undefined ? { text, repo } : { text: rest ?? '', repo };
}

function byId({ text }: Reference, named: NamedRecords): readonly LifecycleRecord[] {
  return named.byId(text);
}

const SHOWN = /\/(?:-\/)?(?:blob|tree|src|raw)\/(?:(?:branch|commit)\/)?[^/]+\/([^?#]+)/;

/** The address that a document has, or that it has on another branch. */
function byUrl({ text }: Reference, named: NamedRecords): readonly LifecycleRecord[] {
  if (!ADDRESS.test(text)) return [];
  const same = named.byUrl(text);
  const path = SHOWN.exec(text)?.[1];
  if (same.length > 0 || path === undefined) return same;
  const segments = new Set(text.split('/'));
  return named
    .byPath(decoded(path))
    .filter(({ repos }) => repos.some((repo) => segments.has(repo)));
}

/** From the record's own folder, else from the root. */
function byPath({ text, from, repo }: Reference, named: NamedRecords): readonly LifecycleRecord[] {
  const path = decoded(text.replace(/[?#].*$/s, '')).replace(/^\.?\//, '');
  if (path === '' || !/[/.]/.test(text)) return [];
  const wanted = repo === undefined ? from.repos : [repo];
  const here =
    repo === undefined && !text.startsWith('/') ? named.byPath(seenFrom(from, path)) : [];
  const found = here.filter((each) => shares(each, wanted));
  return found.length > 0 ? found : named.byPath(path);
}

/** A file's name alone, as sites and tools write it: `0012-use-queues`, `0012-use-queues.md`. */
function byFile({ text }: Reference, named: NamedRecords): readonly LifecycleRecord[] {
  return named.byFile(basename(decoded(text.replace(/[?#].*$/s, ''))));
}

function byTitle({ text }: Reference, named: NamedRecords): readonly LifecycleRecord[] {
  return /\p{L}/u.test(text) ? named.byTitle(text) : [];
}

const NUMBERED =
  /^(?<word>(?:[a-z]{2,10}[-_ ])*?(?:adr|rfc|madr|decision)s?[-_ ]{0,2}(?:n[or]\.? ?)?#?(?:(?<series>[a-z]{1,20})[-_ ])?|#)?(?<digits>\d{1,5})(?![\p{L}\p{N}])(?<more>.*)/isu;

/** `ADR-Ops-42` counts in a series of its own; `12 angry men` is no number. */
function byNumber({ text, from }: Reference, named: NamedRecords): readonly LifecycleRecord[] {
  const { word, series, digits, more = '' } = NUMBERED.exec(text)?.groups ?? {};
  if (digits === undefined) return [];
  if (word === undefined && !digits.startsWith('0') && /^\s+\p{L}/u.test(more)) return [];
  const found = named.byNumber(plainNumber(digits));
  const wanted = (series ?? seriesOf(from)).toLowerCase();
  const others = found.filter((each) => each.row !== from.row);
  const alike = others.filter((each) => seriesOf(each) === wanted);
  const own = found.filter((each) => each.row === from.row && seriesOf(each) === wanted);
  return [...(alike.length > 0 || series !== undefined ? alike : others), ...own];
}

/** What tells candidates apart, in this order: what fails all of them is not asked. */
const PREFERENCES: readonly ((each: LifecycleRecord, from: LifecycleRecord) => boolean)[] = [
  (each, from) => each.row !== from.row,
  (each, from) => folderOf(each) === folderOf(from),
  (each, from) => each.kind === from.kind,
  (each) => each.decides,
];

/** Those of the repository that is meant, and of them the nearest to the record. */
function nearest(
  { find, anywhere }: Spelling,
  reference: Reference,
  named: NamedRecords,
): readonly LifecycleRecord[] {
  const { from, repo } = reference;
  const wanted = repo === undefined ? from.repos : [repo];
  const found = find(reference, named);
  const own = anywhere ? found : found.filter((each) => shares(each, wanted));
  return PREFERENCES.reduce((left, prefers) => {
    const better = left.filter((each) => prefers(each, from));
    return better.length > 0 ? better : left;
  }, own);
}

/** A decision row without repositories speaks of the whole workspace. */
export const shares = ({ repos }: LifecycleRecord, wanted: readonly string[]): boolean =>
  repos.length === 0 || wanted.length === 0 || repos.some((repo) => wanted.includes(repo));

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
