/** A glob over paths with `/`, and how much it says. */
export interface PathPattern {
  readonly source: string;
  /** Characters that are no wildcards, of the alternative that says the least; of two patterns that match, the one with more says more. */
  readonly weight: number;
  matches(path: string): boolean;
}

/** What lies in a folder, or the extension of a file. */
const BELOW = '(?:/.*|\\.[a-z]{1,6})?';

/** Alternatives that braces may open up to; more are taken literally. */
const MOST_ALTERNATIVES = 100;

/**
 * Understands `*`, `**`, `?`, `[a-z]` and `{a,b}`; what it names is matched with all that lies below. A name without
 * wildcards is a file, a file without its extension, or a folder.
 */
export function pathPattern(source: string): PathPattern {
  const alternatives = opened(trimmed(source));
  const expressions = alternatives.map((each) => new RegExp(`^${globSource(each)}${BELOW}$`, 'su'));
  const weights = alternatives.map((each) => each.replace(/\[[^\]]*\]|[*?]/g, '').length);
  return {
    source,
    weight: Math.min(...weights),
    matches: (path) => expressions.some((each) => each.test(path)),
  };
}

/** `./src/web/` and `/src/web/**` say `src/web`. */
const trimmed = (source: string): string =>
  source
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/(?:\/(?:\*\*)?)+$/, '') || '**';

const BRACES = /\{([^{}]*,[^{}]*)\}/;

function opened(glob: string): readonly string[] {
  let globs = [glob];
  for (;;) {
    const next = globs.flatMap((each) => {
      const found = BRACES.exec(each);
      if (!found) return [each];
      const [whole, inner = ''] = found;
      return inner.split(',').map((part) => each.replace(whole, () => part));
    });
    if (next.length === globs.length || next.length > MOST_ALTERNATIVES) return globs;
    globs = next;
  }
}

const TOKEN = /\*\*\/(?:\*\*\/)*|\*{2,}|\*|\?|\[!?[^\]/]+\]|[^*?[]+|\[/gu;

const globSource = (glob: string): string =>
  [...glob.matchAll(TOKEN)].map(([token]) => tokenSource(token)).join('');

function tokenSource(token: string): string {
  if (token.startsWith('**/')) return '(?:[^/]+/)*';
  if (token.startsWith('**')) return '.*';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (token.startsWith('[') && token.length > 2) return classSource(token);
  return escaped(token);
}

const classSource = (token: string): string => {
  const not = token.startsWith('[!') ? '^/' : '';
  const inner = token.slice(not === '' ? 1 : 2, -1);
  return isRange(inner) ? `[${not}${inner.replace(/[\\\]^[|(){}/$.+]/g, '\\$&')}]` : escaped(token);
};

/** A range that runs backwards, or a dash that JavaScript refuses, is no range. */
function isRange(inner: string): boolean {
  return [...inner.matchAll(/(.)-(.)/gsu)].every(([, from = '', to = '']) => from <= to);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
