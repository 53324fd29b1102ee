/** Another decision that a text relates to its own: how, and the words that say which. */
export interface StatedRelation {
  readonly name: RelationName;
  /** What stands behind the verb. */
  readonly object: string;
}

export type RelationName = 'supersedes' | 'superseded_by' | 'amends' | 'amended_by';

/** `superseded` is misspelt in a third of the records that use it. */
const SUPERSEDE = String.raw`super[sc]ee?d`;

const VERBS: readonly (readonly [RelationName, string])[] = [
  [
    'superseded_by',
    String.raw`(?:${SUPERSEDE}(?:ed|es)|replaced|obsoleted)[:,]?(?:\s[\d-]{8,10})?\s(?:and replaced )?(?:by|in favou?r of|with)\b`,
  ],
  [
    'superseded_by',
    String.raw`${SUPERSEDE}ed(?:[.:,]?\s+(?:see:?\s+)?(?=\[|adr)|\s*\((?:see:?\s+)?(?=\[|adr))`,
  ],
  ['supersedes', String.raw`(?:${SUPERSEDE}es|replaces|obsoletes)\b`],
  ['amended_by', String.raw`(?:amended|extended)\s(?:by|in)\b`],
  ['amends', String.raw`(?:amends|extends)\b`],
];

const ANY_VERB = new RegExp(
  String.raw`(?<partly>\b(?:partial(?:ly)?|partly|in part),?\s+)?(?:${VERBS.map(([, verb], at) => `(?<verb${at}>\\b${verb})`).join('|')})`,
  'gi',
);

/** Of a decision that still holds in part, its successor only changes it. */
const IN_PART: Readonly<Record<RelationName, RelationName>> = {
  supersedes: 'amends',
  superseded_by: 'amended_by',
  amends: 'amends',
  amended_by: 'amended_by',
};

/** Every relation that a line states, in order. */
export function relationsIn(line: string): readonly StatedRelation[] {
  const found = Array.from(line.slice(0, 2_000).matchAll(ANY_VERB));
  return found.flatMap((match, at) => {
    const verb = VERBS.findIndex((_verb, index) => match.groups?.[`verb${index}`] !== undefined);
    const name = VERBS[verb]?.[0];
    if (name === undefined) return [];
    const end = found[at + 1]?.index ?? line.length;
    const object = line.slice(match.index + match[0].length, end);
    return [{ name: match.groups?.partly ? IN_PART[name] : name, object }];
  });
}

/** The document itself is what the sentence is about. */
const ABOUT_ITSELF = /\bthis (?:adr|decision|record|document|proposal|rfc)\b[^.]{0,40}$/i;

/** Relations stated where any sentence may stand: at the line's start, or about the document itself. */
export function ownRelationsIn(line: string): readonly StatedRelation[] {
  const first = line.search(ANY_VERB);
  if (first < 0) return [];
  const before = line.slice(0, first);
  const opens = /^[\W_]{0,6}(?:\p{L}+:\s*)?$/u.test(before);
  return opens || ABOUT_ITSELF.test(before) ? relationsIn(line) : [];
}
