import { collapse } from './inline.ts';

/** What a line of a diagram says to people: a pattern, and where its labels are. */
export interface LabelRule {
  readonly pattern: RegExp;
  /** Defaults to every group of the match. An empty list ends the search without a label. */
  readonly labels?: (match: RegExpExecArray) => readonly (string | undefined)[];
}

/** Rules are tried in order; the first that matches speaks for the line. */
export function labelsByRule(line: string, rules: readonly LabelRule[]): readonly string[] {
  for (const rule of rules) {
    const match = rule.pattern.exec(line);
    if (!match) continue;
    const labels = rule.labels ? rule.labels(match) : match.slice(1);
    return labels.filter((label) => label !== undefined);
  }
  return [];
}

/** Labels one per line, cleaned, each once, in the order of their first appearance. */
export function labelText(labels: readonly string[]): string {
  const cleaned = labels.map(cleanLabel).filter((label) => /[\p{L}\p{N}]/u.test(label));
  return [...new Set(cleaned)].join('\n');
}

const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    rarr: '→',
    larr: '←',
  }),
);

/** `&amp;`, `&#38;`, `&#x26;`; what is not known stays. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, decodeEntity);

function decodeEntity(whole: string, ...groups: readonly (string | undefined)[]): string {
  const [hex, decimal, name] = groups;
  if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Tags end a word: `<br>` and `<div>` stand where a line breaks. */
export const withoutTags = (html: string): string => html.replace(/<\/?[a-z][^<>]{0,2000}>/gi, ' ');

/** Mermaid writes `#quot;` and `#9829;`, and icons as `fa:fa-user`; PlantUML writes `\n` and `<b>`. */
const cleanLabel = (label: string): string =>
  collapse(
    decodeEntities(withoutTags(label.slice(0, 2_000)).replace(/#(\w{2,8});/g, entityOf))
      .replace(/\bfa[bklrs]?:fa-[\w-]{1,40}/g, '')
      .replace(/\\[nlrt]/g, ' ')
      .replace(/^["'`\s]{1,10}/, '')
      .replace(/["'`\s]{1,10}$/, '')
      .replace(/\*\*|__|~~/g, ''),
  );

const entityOf = (_whole: string, name: string): string =>
  /^\d+$/.test(name) ? `&#${name};` : `&${name};`;
