/** What is read out of a document's text, apart from its title. */
export type FactName =
  | 'status'
  | 'date'
  | 'created'
  | 'updated'
  | 'deciders'
  | 'supersedes'
  | 'superseded_by'
  | 'amends'
  | 'amended_by'
  | 'tags';

/** How authors call them: in front matter, bullets, tables, field lists and headings. */
const SPELLINGS: Readonly<Record<FactName, readonly string[]>> = {
  status: ['status', 'state', 'adr status', 'decision status'],
  date: [
    'date',
    'decision date',
    'date decided',
    'decided on',
    'date of decision',
    'datum',
    'accepted on',
    'date accepted',
  ],
  created: [
    'created',
    'date created',
    'creation date',
    'created on',
    'date proposed',
    'proposed on',
  ],
  updated: ['updated', 'last updated', 'last modified', 'last update', 'date updated'],
  deciders: [
    'deciders',
    'decider',
    'decision makers',
    'decision maker',
    'decision-makers',
    'decided by',
    'authors',
    'author',
    'owner',
    'owners',
  ],
  supersedes: ['supersedes', 'supercedes', 'superseeds', 'replaces', 'obsoletes'],
  superseded_by: [
    'superseded by',
    'superceded by',
    'superseeded by',
    'replaced by',
    'obsoleted by',
  ],
  amends: ['amends', 'partially supersedes', 'extends'],
  amended_by: ['amended by', 'partially superseded by', 'extended by'],
  tags: ['tags', 'keywords', 'categories'],
};

const NAMES = new Map<string, FactName>(
  Object.entries(SPELLINGS).flatMap(([name, spellings]) =>
    spellings.map((spelling) => [spelling, name as FactName] as const),
  ),
);

/** The longest spelling is 23 letters; more than this is a sentence. */
const MAX_KEY = 40;

/** What a key, a heading or a table cell names: `**Superseded by:**`, `decision-makers`, `3. Status`. */
export function factNameOf(key: string): FactName | undefined {
  if (key.length > MAX_KEY) return undefined;
  const plain = key
    .toLowerCase()
    .replace(/^[\s\d.)]+/, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return NAMES.get(plain);
}

const FIELD = /^\W{0,4}([\p{L}][\p{L} _-]{1,30}?)\W{0,3}(?:[:：]|\s[-–—]\s)\s*(.*)$/su;

/** A line that gives a fact: `Status: accepted`. The value may be empty. */
export function fieldOf(
  line: string,
): { readonly name: FactName; readonly value: string } | undefined {
  const [, key = '', value = ''] = FIELD.exec(line.slice(0, 2_000)) ?? [];
  const name = factNameOf(key);
  return name && { name, value: value.trim() };
}
