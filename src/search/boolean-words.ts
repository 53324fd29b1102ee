/** `a OR b`, in capitals, between two words. */
const JOINED = /(?<=\S\s)(OR|AND)(?=\s\S)/;
const NEGATED = /(?<=^|\s)NOT\s+(?=\p{L})(\S{1,60})/u;
/** `(status:open`, `(a OR b)`. */
const GROUPED = /(?<=^|\s)\((?:-?[a-z][\w-]*:\S|[^()]*\s(?:OR|AND)\s)/i;
const PHRASE = /"[^"]*"/g;
const FILTER = /(?<=^|\s)\(?-?[a-z][\w-]*:\S/i;

const SAID = {
  or: 'OR is not read: a record with any of the words is found, and one with more of them first.',
  orOfFilters: 'OR between filters is not read, all of them must hold; write status:open,closed.',
  and: 'AND is not read: what must occur stands in quotes, "write" "ahead".',
  group: 'Parentheses group nothing.',
} as const;

/**
 * Remarks on the operators of other search languages. NOT excludes nothing by itself: `NOT NULL
 * constraint failed` and "does NOT start" are what people paste and write. Text all in capitals says nothing.
 */
export function booleanRemarks(query: string): readonly string[] {
  const text = query.replace(PHRASE, '""');
  if (!/\p{Ll}/u.test(text)) return [];
  const [joined] = JOINED.exec(text) ?? [];
  const negated = NEGATED.exec(text)?.[1];
  const or = FILTER.test(text) ? SAID.orOfFilters : SAID.or;
  return [
    ...(joined === 'OR' ? [or] : []),
    ...(joined === 'AND' ? [SAID.and] : []),
    ...(negated === undefined || negated.includes(':')
      ? []
      : [`NOT excludes nothing; to exclude '${negated}', write -${negated}.`]),
    ...(GROUPED.test(text) ? [SAID.group] : []),
  ];
}
