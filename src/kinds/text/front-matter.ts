import { linesOf } from './lines.ts';
import type { Range } from './outline.ts';

/** A block of metadata at the very start of a text. `end` is behind the closing fence. */
export interface FrontMatter extends Range {
  readonly language: 'yaml' | 'toml';
  /** What stands between the fences. */
  readonly source: string;
}

const FENCES: Readonly<Record<string, { language: FrontMatter['language']; closing: RegExp }>> = {
  '---': { language: 'yaml', closing: /^(?:---|\.\.\.)\s*$/ },
  '+++': { language: 'toml', closing: /^\+\+\+\s*$/ },
};

/** A thematic break opens a text too; metadata has a key in it, or a comment. */
const LOOKS_LIKE_METADATA = /^(?:\s*["']?[\p{L}_][\p{L}\p{N}_ .-]{0,60}["']?\s*[:=]|\s*#|\s*$)/u;

/** Longer "metadata" is prose between two rules. */
const MAX_LENGTH = 20_000;

/** The front matter of a Markdown text, or undefined. */
export function frontMatterOf(text: string): FrontMatter | undefined {
  const offset = text.startsWith('\uFEFF') ? 1 : 0;
  const fence = FENCES[text.slice(offset, offset + 3)];
  if (!fence) return undefined;
  const [opening, ...rest] = linesOf(text.slice(offset, offset + MAX_LENGTH));
  if (opening?.text.trim().length !== 3) return undefined;
  const closing = rest.find((line) => fence.closing.test(line.text));
  const first = rest[0];
  if (!closing || !first || !LOOKS_LIKE_METADATA.test(first.text)) return undefined;
  const source = text.slice(offset + first.start, offset + Math.max(first.start, closing.start));
  return {
    language: fence.language,
    source,
    start: offset,
    end: offset + closing.end,
  };
}
