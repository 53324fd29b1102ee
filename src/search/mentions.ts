import type { KeywordMatches, Names, RecordRow, Selection } from '#src/store/store';

import type { Chains } from './chains.ts';
import { trim } from './query-words.ts';
import { scoresOf } from './rank-legs.ts';
import { amongRows, positionIn } from './rows.ts';

/** Records that a question names among other words. */
export interface Mentions {
  /** In row order; they match, and rank with the best of what matches by its words. */
  readonly rows: readonly RecordRow[];
  /** The one that the question is about: it comes first. */
  readonly subject: readonly RecordRow[];
}

/** Longest question, in words, that is about the one record which it names; a longer one only mentions it. */
const SHORT = 8;
/** Words of a question that are looked up as names. */
const MOST = 16;
/** UTF-16 units of a question that are looked through. */
const READ = 8_000;
/** Records of one name that are all meant; more of them are not. */
const MEANT = 5;

/** `ISSUE-001`, `bd-311`, `core#12`, `docs/adr/0012-x.md`; `#12` alone is anybody's number. */
const IDENTIFIER =
  /^(?=.*\p{L})(?=.*\d)[\p{L}\p{N}].*[-_#/.:].*[\p{L}\p{N}]$|\/.+\.[a-z0-9]{1,8}$/iu;
const NUMBERED = /(?<=^|\s)(?:adr|madr|rfc)[-_ ]?#?\d{1,6}(?![\w-])/gi;

/** Ids, numbers and paths in a question that is more than one of them. None without a text. */
export async function mentionedIn(
  store: Names,
  { rows }: Selection,
  { text, chains }: { readonly text: string | undefined; readonly chains: Pick<Chains, 'twins'> },
): Promise<Mentions> {
  const words = (text ?? '').slice(0, READ).split(/\s+/).filter(Boolean);
  const found = await Promise.all(namesAmong(words).map((name) => store.named(name)));
  const meant = found
    .map((named) => amongRows(named, rows))
    .filter((named) => named.length > 0 && named.length <= MEANT);
  const all = [...new Set(meant.flat())].sort((a, b) => a - b);
  const one = all.length === 1 || (all.length === 2 && chains.twins.get(all[0] ?? NaN) === all[1]);
  return { rows: all, subject: one && words.length <= SHORT ? all : [] };
}

/** What is excluded is not meant. */
function namesAmong(words: readonly string[]): readonly string[] {
  const bare = words.flatMap((word) => (word.startsWith('-') ? [] : [trim(word)]));
  const ids = bare.filter((word) => word.length <= 200 && IDENTIFIER.test(word));
  const numbers = words.join(' ').match(NUMBERED) ?? [];
  return [...new Set([...ids, ...numbers])].slice(0, MOST);
}

/** The matches, and the mentioned records with as high a score as the best of them; both in row order. */
export function raised(
  matches: KeywordMatches,
  mentioned: readonly RecordRow[] = [],
): KeywordMatches {
  if (mentioned.length === 0) return matches;
  const best = matches.scores.reduce((most, score) => Math.max(most, score), 0) || 1;
  const rows = [...new Set([...matches.rows, ...mentioned])].sort((a, b) => a - b);
  const scores = scoresOf(rows, matches);
  for (const row of mentioned) scores[positionIn(rows, row) ?? -1] = best;
  return { rows, scores };
}
