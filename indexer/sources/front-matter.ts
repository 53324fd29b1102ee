import { parse } from 'yaml';

import { frontMatterOf, type FrontMatter } from '#src/kinds/text/front-matter';

/** Keys and values that stand before a document's text. */
export type Metadata = Readonly<Record<string, unknown>>;

/** More aliases than this is a bomb, not a document. */
const MAX_ALIASES = 50;

const READERS: Readonly<Record<FrontMatter['language'], (source: string) => unknown>> = {
  yaml: (source): unknown =>
    parse(source, { maxAliasCount: MAX_ALIASES, uniqueKeys: false, logLevel: 'silent' }),
  toml: tomlPairs,
};

/** The front matter of a Markdown text with keys in lower case; nothing when there is none or it cannot be read. */
export function readFrontMatter(text: string): Metadata {
  const front = frontMatterOf(text);
  if (!front) return {};
  try {
    const value: unknown = READERS[front.language](front.source);
    return isMetadata(value) ? lowered(value) : {};
  } catch {
    return {};
  }
}

/** `key = "value"` and `key = ["a", "b"]`, which is all that front matter uses of TOML. */
function tomlPairs(source: string): Metadata {
  const pairs = source.split('\n').flatMap((line): [string, unknown][] => {
    const [, key, value] = /^\s*([\w-]{1,60})\s*=\s*(.{1,1000}?)\s*$/.exec(line) ?? [];
    return key && value ? [[key, tomlValue(value)]] : [];
  });
  return Object.fromEntries(pairs);
}

function tomlValue(value: string): unknown {
  const strings = Array.from(
    value.matchAll(/"([^"]*)"|'([^']*)'/g),
    (found) => found[1] ?? found[2],
  );
  if (value.startsWith('[')) return strings;
  return strings[0] ?? value;
}

const isMetadata = (value: unknown): value is Metadata =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lowered = (metadata: Metadata): Metadata =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.toLowerCase(), value]));

/** A value as the lines that it would be in prose: a list's elements, an object's name. */
export function linesOfValue(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(linesOfValue);
  if (isMetadata(value)) return typeof value.name === 'string' ? [value.name] : [];
  return typeof value === 'string' || typeof value === 'number' ? String(value).split('\n') : [];
}
