import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';

/** Longer "headings" are noise, and a full parse is quadratic in its delimiters. */
const MAX_PARSED = 1_000;

const MARKUP = /[[\]*_`<>\\~&!]/;

/** A line of Markdown without its inline markup. */
export function plainMarkdown(source: string): string {
  if (!MARKUP.test(source) || source.length > MAX_PARSED) return collapse(source);
  return collapse(toString(fromMarkdown(source.trim()), { includeHtml: false }));
}

/** Links and emphasis in the notations that are read here, and what stays of them. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/!?\[([^\][]{0,300})\]\([^()]{0,300}\)/g, '$1'],
  [/:[a-z]{1,20}:`([^`<]{1,300})(?:<[^>`]{0,300}>)?`/g, '$1'],
  [/`([^`<]{1,300}?)\s?<[^>`]{1,300}>`_{1,2}/g, '$1'],
  [/(?:link:|xref:|https?:\/\/)[^\s[\]]{1,300}\[([^\]]{0,300})\]/g, '$1'],
  [/<<[^,>]{1,300},([^>]{1,300})>>/g, '$1'],
  [/[`*]{1,3}([^`*]{1,300})[`*]{1,3}/g, '$1'],
];

/** A line without its inline markup, by patterns: for what is not parsed as Markdown. */
export const plainInline = (source: string): string =>
  collapse(
    PLAIN.reduce(
      (text, [pattern, kept]) => text.replace(pattern, kept),
      source.slice(0, MAX_PARSED),
    ),
  );

export const collapse = (text: string): string => text.replace(/\s+/g, ' ').trim();
