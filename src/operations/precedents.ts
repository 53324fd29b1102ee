import { kindOf, kinds as allKinds, type KindName } from '#src/kinds/index';
import { titleOf } from '#src/kinds/title';
import type { Search } from '#src/search/types';
import type { Lifecycles, Records, SearchIndex } from '#src/store/store';

import { candidatesFor, keyOf, type Candidate } from './precedents-candidates.ts';
import { claimOf, titleIn, type Claim } from './precedents-claim.ts';
import { declaredBy, type Declared } from './precedents-declared.ts';
import { conflict, isRelated, likeness, type Past } from './precedents-rules.ts';
import type { Precedent, Precedents, PrecedentsRequest } from './precedents-types.ts';
import { overlapOf, weighBy, wordsIn, common } from './precedents-words.ts';

export interface PrecedentDeps {
  readonly search: Search;
  readonly store: Pick<SearchIndex, 'heads' | 'rowOf' | 'sections'> &
    Lifecycles &
    Pick<Records, 'list'>;
}

/** Kinds whose records can take each other's place: those that decisions are kept in. */
export const decisionKinds: readonly KindName[] = (Object.keys(allKinds) as KindName[]).filter(
  (kind) => kindOf(kind).lifecycle?.supersededBy !== undefined,
);

const USUAL_LIMIT = 5;
/** Titles of each kind that tell how rare a word is. */
const TITLES = 1_000;

/**
 * Past decisions that a draft should know of: have we decided this before, or its opposite? Told by words and
 * vectors, so that every item says why it is there and nothing is claimed for certain. Reads only.
 * Code: empty_query, for a draft without a word.
 */
export async function findPrecedents(
  deps: PrecedentDeps,
  request: PrecedentsRequest,
): Promise<Precedents> {
  const { text, kinds = decisionKinds, limit = USUAL_LIMIT } = request;
  const draft = claimOf(request.title ?? titleIn(text), text);
  const [found, weigh, declared] = await Promise.all([
    candidatesFor(deps, { ...request, title: draft.title, kinds }),
    titlesOf(deps, kinds).then(weighBy),
    declaredBy(deps.store, request),
  ]);
  const words = wordsIn(`${draft.title} ${text}`);
  const judged = found.candidates.map((candidate) => {
    const past = pastOf(candidate, { draft, words, weigh });
    return judge(draft, { candidate, past, declared: declared.get(keyOf(candidate.shown)) });
  });
  const seen = new Set(found.candidates.map(({ shown }) => keyOf(shown)));
  const unseen = [...declared]
    .filter(([key]) => !seen.has(key))
    .map(([, each]) => onlyDeclared(each));
  const { mode_used, degraded, compared } = found;
  return { ...listed([...unseen, ...judged], limit), mode_used, degraded, compared };
}

async function titlesOf(
  { store }: PrecedentDeps,
  kinds: readonly KindName[],
): Promise<readonly string[]> {
  const pages = await Promise.all(
    kinds.map(async (kind) => {
      const { title, primaryKey } = kindOf(kind);
      const fields = [primaryKey, title];
      const { items } = await store.list({ kind, sort: [], limit: TITLES, fields });
      return items.map((item) => titleOf(kindOf(kind), item));
    }),
  );
  return pages.flat();
}

interface Against {
  readonly draft: Claim;
  /** Of title and text. */
  readonly words: ReadonlySet<string>;
  readonly weigh: Past['weigh'];
}

function pastOf(candidate: Candidate, { draft, words, weigh }: Against): Past {
  const { shown, record, text, words: deviation, meaning, among } = candidate;
  const [own, its] = [wordsIn(draft.title), wordsIn(shown.title)];
  const overlap = overlapOf(own, its, weigh);
  return {
    claim: claimOf(shown.title, text),
    stage: record.stage,
    status: shown.status,
    current: shown.current?.title,
    weigh,
    figures: {
      overlap,
      shared: common(own, its).length,
      copied: overlap < SOMEHOW ? 0 : overlapOf(words, wordsIn(`${shown.title} ${text}`)),
      ...{ words: deviation, meaning, among },
    },
  };
}

/** Below this overlap of titles no text is compared word by word, which takes longest. */
const SOMEHOW = 0.1;

type List = 'near_duplicates' | 'may_contradict' | 'related';

interface Judged {
  readonly list: List;
  /** Orders a list. */
  readonly strength: number;
  readonly precedent: Precedent;
}

interface Judging {
  readonly candidate: Candidate;
  readonly past: Past;
  readonly declared: Declared | undefined;
}

/** Undefined when there is nothing to tell. A contradiction outranks a likeness: who repeats what was rejected has to know that first. */
function judge(draft: Claim, { candidate, past, declared }: Judging): Judged | undefined {
  const told = declared ?? toldByWords(draft, { candidate, past });
  if (!told) return undefined;
  const { overlap, words } = past.figures;
  const { list, why } = told;
  return {
    list,
    strength: overlap + Math.min(words, TELLING) / TELLING,
    precedent: { ...candidate.shown, why },
  };
}

/** Deviations above which one more makes no difference to the order. */
const TELLING = 20;

function toldByWords(
  draft: Claim,
  { candidate, past }: Omit<Judging, 'declared'>,
): { readonly list: List; readonly why: string } | undefined {
  const against = decides(candidate) ? conflict(draft, past) : undefined;
  if (against !== undefined) return { list: 'may_contradict', why: against };
  const alike = likeness(draft, past);
  if (alike !== undefined) return { list: 'near_duplicates', why: alike };
  return isRelated(past) ? { list: 'related', why: SAME_SUBJECT } : undefined;
}

/** Issues and tasks take no decision back. */
const decides = ({ record }: Candidate): boolean =>
  record.decides && kindOf(record.kind).lifecycle !== undefined;

const SAME_SUBJECT = 'It is about the same subject.';

/** What the draft names itself counts, however little it has in common with it. */
const onlyDeclared = ({ list, why, record }: Declared): Judged => {
  const { kind, id, title, status, day: date, repos, path } = record;
  const shown = { kind, id, title, status, date, repos, path, similarity: null };
  return { list, strength: Infinity, precedent: { ...shown, why } };
};

function listed(judged: readonly (Judged | undefined)[], limit: number): Pick<Precedents, List> {
  const found = judged
    .filter((each) => each !== undefined)
    .toSorted((a, b) => b.strength - a.strength);
  const of = (list: List): readonly Precedent[] =>
    found
      .filter((each) => each.list === list)
      .slice(0, limit)
      .map(({ precedent }) => precedent);
  return {
    near_duplicates: of('near_duplicates'),
    may_contradict: of('may_contradict'),
    related: of('related'),
  };
}
