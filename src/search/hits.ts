import { kindOf } from '#src/kinds/index';
import type { AnyRecord, Facet, Kind } from '#src/kinds/kind';
import type {
  PassageSpan,
  RecordHead,
  RecordRow,
  SearchIndex,
  StoredSection,
} from '#src/store/store';

import type { Arranged } from './arrange.ts';
import type { Chains } from './chains.ts';
import { hitExplanationOf } from './explain.ts';
import { groupBy } from './group-by.ts';
import { standingOf } from './lifecycle.ts';
import type { Fused, Ranking } from './rank.ts';
import { bestWindow, snippetOf } from './snippet.ts';
import type { Hit, HitPassage } from './types.ts';
import type { QueryWords } from './words.ts';

/** UTF-16 units of a passage that was chosen by its words alone. */
const PASSAGE_LENGTH = 800;
/** UTF-16 units of a record that are searched for its most telling passage. */
const EXAMINED = 60_000;
/** What nearness of a passage counts against the share of the query's words in another one. */
const NEAREST_BONUS = 0.5;

export interface HitsRequest {
  readonly page: readonly Arranged<Fused>[];
  readonly words: QueryWords;
  readonly chains: Chains;
  /** Records that the query names. */
  readonly exact: readonly RecordRow[];
  /** Default false. */
  readonly explain?: boolean | undefined;
}

/** The hits of one page, with everything that is shown of them. */
export async function hitsOf(
  store: SearchIndex,
  ranking: Ranking,
  { page, words, chains, exact, explain = false }: HitsRequest,
): Promise<readonly Hit[]> {
  const rows = page.map(({ ranked }) => ranked.row);
  ranking.prepare(rows);
  const nearest = rows.flatMap((row) => ranking.vector.get(row)?.passage ?? []);
  const [heads, sections, spans] = await Promise.all([
    store.heads(rows),
    store.sections(rows),
    store.spans(nearest),
  ]);
  const sectionsOf = groupBy(sections, ({ row }) => String(row));
  const spanAt = new Map(spans.map((span) => [span.passage, span]));
  return page.flatMap((arranged) => {
    const { ranked: fused, also } = arranged;
    const head = heads.get(fused.row);
    if (!head) return [];
    const own = sectionsOf.get(String(fused.row)) ?? [];
    const nearby = ranking.vector.get(fused.row)?.passage;
    const span = nearby === undefined ? undefined : spanAt.get(nearby);
    const passage = choosePassage(own, { words, span });
    const hit = hitOf(head, { fused, ranking, passage, words });
    const explanation = explain ? hitExplanationOf(ranking, arranged, chains) : undefined;
    const standing = standingOf(fused.row, also, chains);
    return [
      {
        ...hit,
        ...(exact.includes(fused.row) && { exact: true as const }),
        ...standing,
        ...(explanation && { explain: explanation }),
      },
    ];
  });
}

interface Shown {
  readonly fused: Fused;
  readonly ranking: Ranking;
  readonly passage: HitPassage | null;
  readonly words: QueryWords;
}

function hitOf(head: RecordHead, { fused, ranking, passage, words }: Shown): Hit {
  const { kind: name, id, title, record } = head;
  const kind = kindOf(name);
  const { similarity, closeness } = ranking.vector.get(fused.row) ?? {};
  return {
    kind: name,
    id,
    title,
    status: facetText(kind, record, 'status'),
    date: facetText(kind, record, 'date'),
    source: { repos: facetList(kind, record), path: text(record.path), url: text(record.url) },
    similarity: within(similarity),
    closeness: within(closeness),
    ranks: {
      keyword: ranking.keyword.get(fused.row)?.rank ?? null,
      vector: ranking.vector.get(fused.row)?.rank ?? null,
    },
    score: ranking.legs.length === 0 ? null : rounded(fused.score),
    passage,
    snippet: snippetOf(passage?.text ?? title, words),
  };
}

/** A cosine as people read it: 0..1. */
const within = (cosine: number | undefined): number | null =>
  cosine === undefined ? null : rounded(Math.min(1, Math.max(0, cosine)));

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const facetText = (kind: Kind, record: AnyRecord, facet: Facet): string | null =>
  text(record[kind.facets[facet] ?? '']);

function facetList(kind: Kind, record: AnyRecord): readonly string[] {
  const value = record[kind.facets.repo ?? ''];
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'string' ? [value] : [];
}

interface Choice {
  readonly words: QueryWords;
  /** The passage that the vector leg found nearest. */
  readonly span: PassageSpan | undefined;
}

/** The passage to show: the nearest in meaning, unless another one says far more of the query's words. */
function choosePassage(
  sections: readonly StoredSection[],
  { words, span }: Choice,
): HitPassage | null {
  const candidates = leading(sections).map((section) => {
    const window = bestWindow(section.text, words, PASSAGE_LENGTH);
    return { section, ...window, value: share(window.found, words) };
  });
  const home = sections.find(({ section }) => section === span?.section);
  if (home && span) {
    const { found } = bestWindow(home.text.slice(span.start, span.end), words, Infinity);
    const { start, end } = span;
    candidates.unshift({
      section: home,
      start,
      end,
      found,
      value: share(found, words) + NEAREST_BONUS,
    });
  }
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (top, each) => (top && top.value >= each.value ? top : each),
    undefined,
  );
  return best ? passageOf(best.section, best) : null;
}

/** The sections that are looked through: a book is not read to the end for one line of a hit. */
function leading(sections: readonly StoredSection[]): readonly StoredSection[] {
  let room = EXAMINED;
  return sections.filter(({ text }) => {
    const fits = room > 0;
    room -= text.length;
    return fits;
  });
}

const share = (found: number, words: QueryWords): number =>
  words.forms.size === 0 ? 0 : found / words.forms.size;

/** A diagram's section is its labels, which stand nowhere in the source as they are: there the whole source is named. */
function passageOf(
  section: StoredSection,
  { start, end }: { readonly start: number; readonly end: number },
): HitPassage {
  const { field, heading, text: whole } = section;
  const literal = whole.length === section.end - section.start;
  return {
    field,
    heading,
    text: whole.slice(start, end),
    start: literal ? section.start + start : section.start,
    end: literal ? section.start + end : section.end,
  };
}
