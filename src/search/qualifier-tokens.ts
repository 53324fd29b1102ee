import { straightened } from './query-words.ts';

/** A part of a query that is written like a qualifier: `-status:open,closed`, `NOT status:open`. */
export interface QualifierToken {
  /** As it stands in the query, with straight quotes. */
  readonly written: string;
  readonly start: number;
  readonly negated: boolean;
  /** In lower case, with `_` for `-`. */
  readonly name: string;
  readonly value: QualifierValue;
}

export interface QualifierValue {
  /** Asked before the value: `created:>=2025-01-01`. */
  readonly comparator?: '>' | '>=' | '<' | '<=';
  /** Separated by commas: any of them. At least one, and none is empty. */
  readonly items: readonly QualifierItem[];
}

export interface QualifierItem {
  readonly text: string;
  /** In quotes nothing has a meaning of its own. */
  readonly quoted: boolean;
}

/** A phrase in quotes is passed over: what stands in it is text. */
const PART = /(?<=^|\s)-?"[^"]*"|(?<=^|\s)(-|NOT\s+)?([a-z][\w-]*):((?:"[^"]*"|[^\s"])+)(?=\s|$)/gi;
/** Only in capitals: "why not status:open" is a question. */
const SIGNS = /^(?:-|NOT\s)/;
const ITEM = /"([^"]*)"|([^,"]+)/g;
const COMPARED = /^(>=|<=|>|<)(.+)$/s;

/** What in the query is written like a qualifier, known or not, in order. */
export const qualifierTokens = (text: string): readonly QualifierToken[] =>
  [...straightened(text).matchAll(PART)].flatMap((match) => {
    const { 0: whole, 1: sign = '', 2: name, 3: value, index } = match;
    if (name === undefined || value === undefined) return [];
    const read = readValue(value);
    if (read.items.length === 0) return [];
    const known = name.toLowerCase().replaceAll('-', '_');
    const negated = SIGNS.test(sign);
    const skipped = negated ? 0 : sign.length;
    const [written, start] = [whole.slice(skipped), index + skipped];
    return [{ written, start, negated, name: known, value: read }];
  });

function readValue(written: string): QualifierValue {
  const [, comparator, rest] = COMPARED.exec(written) ?? [];
  const items = [...(rest ?? written).matchAll(ITEM)].flatMap(([, quoted, bare]) => {
    const text = (quoted ?? bare ?? '').trim();
    return text === '' ? [] : [{ text, quoted: quoted !== undefined }];
  });
  return {
    items,
    ...(comparator !== undefined && {
      comparator: comparator as NonNullable<QualifierValue['comparator']>,
    }),
  };
}

/** The query without these tokens, in the order of their places. */
export function withoutTokens(query: string, tokens: readonly QualifierToken[]): string {
  const cuts = tokens.toSorted((a, b) => a.start - b.start);
  if (cuts.length === 0) return query;
  const kept = cuts.map(({ start }, at) => {
    const from = cuts[at - 1];
    return query.slice(from ? from.start + from.written.length : 0, start).trim();
  });
  const last = cuts.at(-1);
  const rest = last ? query.slice(last.start + last.written.length).trimStart() : query;
  return [...kept, rest].filter((part) => part !== '').join(' ');
}
