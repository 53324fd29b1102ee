import type { TextLine } from './blocks.ts';
import { factNameOf } from './fact-names.ts';

/** Links of reStructuredText and AsciiDoc in the notation of Markdown; emphasis and roles go. */
const LINKS: readonly (readonly [RegExp, string])[] = [
  [/:(?:doc|ref):`([^`<]{1,200}?)\s*<([^>`]{1,300})>`/g, '[$1]($2)'],
  [/:(?:doc|ref):`([^`]{1,200})`/g, '[$1]($1)'],
  [/`([^`<]{1,200}?)\s*<([^>`]{1,300})>`_{1,2}/g, '[$1]($2)'],
  [/(?:link|xref):([^\s[\]]{1,300})\[([^\]]{0,200})\]/g, '[$2]($1)'],
  [/<<([^,>#]{1,300})#?,\s*([^>]{1,200})>>/g, '[$2]($1)'],
  [/<<([^,>#]{1,300})#?>>/g, '[$1]($1)'],
  [/(https?:\/\/[^\s[\]]{1,300})\[([^\]]{1,200})\]/g, '[$2]($1)'],
  [/`{1,2}|\*{1,2}/g, ''],
];

const LIST_MARK = /^\s*(?:[*\-•+]{1,5}|\d{1,3}[.)]|#\.|\.{1,5})\s+/;
/** Adornments, table rules, block fences, comments and directives say nothing. */
const SILENT = /^\s*(?:[=\-~^"'+|.*_#]{2,}[=\-~^"'+|.*_#\s]*|\[[^\]]*\]|\/\/.*|\.\.\s.*)$/;

/** The lines of a piece of reStructuredText or AsciiDoc. */
export const plainLines = (source: string): readonly TextLine[] =>
  source.split('\n').flatMap((raw) => {
    const line = raw.slice(0, 2_000);
    return line.trim() === '' || SILENT.test(line) ? [] : lineOf(line);
  });

function lineOf(line: string): readonly TextLine[] {
  if (/^\s*\|/.test(line)) return rowOf(line);
  const isDeep = LIST_MARK.test(line) || /^\s/.test(line);
  const text = inline(line.replace(LIST_MARK, '').trim());
  return [{ text: fieldText(text), depth: isDeep ? 1 : 0 }];
}

/** `:Status: accepted` (field list, attribute) and `Status:: accepted` (description list). */
const fieldText = (text: string): string =>
  text
    .replace(/^:([\p{L}][\p{L} _-]{0,40}):(?=\s|$)/u, '$1:')
    .replace(/^([^:]{1,40})::(?=\s|$)/, '$1:');

/** A row on one line, or one cell of a row: a key is then followed by its value, which is deeper. */
function rowOf(line: string): readonly TextLine[] {
  const cells = inline(line.trim())
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim());
  const [key = '', ...rest] = cells;
  if (rest.length > 0)
    return [{ text: `${key.replace(/:$/, '')}: ${rest.join(' ').trim()}`, depth: 0 }];
  return factNameOf(key) ? [{ text: `${key}:`, depth: 0 }] : [{ text: key, depth: 1 }];
}

const inline = (text: string): string =>
  LINKS.reduce((result, [pattern, kept]) => result.replace(pattern, kept), text);
