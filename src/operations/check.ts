import type { AnyRecord } from '#src/kinds/kind';
import type { ListPage, ListQuery, Lifecycles, LifecycleReading } from '#src/store/store';

import { overlayOf, type Overlay } from './check-overlay.ts';
import { lacksOf, titleLine } from './check-sections.ts';
import {
  CHECK_RULES,
  type CheckedDraft,
  type CheckedFile,
  type CheckFinding,
  type CheckRequest,
  type CheckResponse,
  type CheckRule,
} from './check-types.ts';
import { lint } from './lint.ts';
import type { Finding } from './lint-types.ts';
import { findPrecedents, type PrecedentDeps } from './precedents.ts';
import type { Precedent } from './precedents-types.ts';

/** UTF-16 units of a draft that are compared with the past. */
const READ = 100_000;
/** A file that is just being written is no stale proposal. */
const NEVER_STALE = 36_500;

/**
 * Holds files that are about to be committed against what is stored: past decisions like them or against them, links,
 * numbers and states, and what they lack. Nothing is stored, and what is stored of these very files does not count.
 */
export async function check(deps: PrecedentDeps, request: CheckRequest): Promise<CheckResponse> {
  const { drafts, limit } = request;
  const overlay = overlayOf(await deps.store.lifecycle(), request);
  const told = await lintWith(deps.store, overlay, drafts);
  const checked: CheckedDraft[] = [];
  for (const draft of drafts)
    checked.push(await withPrecedents(deps, draft, { ...overlay, limit }));
  const findings = [
    ...told,
    ...drafts.flatMap((draft) => lacksOf(draft).map((lack) => findingIn(draft, lack))),
    ...drafts.flatMap((draft, at) => precedentFindings(draft, checked[at])),
  ];
  const [first] = checked;
  return {
    findings: findings.toSorted(byPlace),
    drafts: checked,
    mode_used: first?.precedents.mode_used ?? null,
    degraded: first?.precedents.degraded ?? [],
  };
}

const byPlace = (a: CheckFinding, b: CheckFinding): number =>
  a.path.localeCompare(b.path, 'en') || a.line - b.line;

async function withPrecedents(
  deps: PrecedentDeps,
  { repo, path, title, content, supersedes }: CheckedFile,
  { gone, limit }: Pick<Overlay, 'gone'> & Pick<CheckRequest, 'limit'>,
): Promise<CheckedDraft> {
  const precedents = await findPrecedents(deps, {
    ...{ title, text: content.slice(0, READ), exclude: [{ path, repo }, ...gone] },
    ...(supersedes && { supersedes }),
    ...(limit !== undefined && { limit }),
  });
  return { path, title, precedents };
}

type Found = Pick<CheckFinding, 'sentence' | 'next'> & { readonly rule: CheckRule };

const findingIn = ({ repo, path, content }: CheckedFile, found: Found): CheckFinding => ({
  ...{ severity: CHECK_RULES[found.rule], repo, path, line: titleLine(content) },
  ...found,
});

const ADVICE = {
  near_duplicate: 'Change that one instead, or say that this one supersedes it.',
  may_contradict: 'Read it; say in the file that this one supersedes it, or why both hold.',
} as const;

function precedentFindings(draft: CheckedFile, checked?: CheckedDraft): readonly CheckFinding[] {
  const { near_duplicates = [], may_contradict = [] } = checked?.precedents ?? {};
  const told = (rule: keyof typeof ADVICE) => (precedent: Precedent) =>
    findingIn(draft, { rule, sentence: sentenceOf(precedent), next: ADVICE[rule] });
  return [
    ...may_contradict.map(told('may_contradict')),
    ...near_duplicates.map(told('near_duplicate')),
  ];
}

function sentenceOf({ id, path, title, status, why, current }: Precedent): string {
  const now = current ? ` Now holds '${current.title}' (${current.id}).` : '';
  return `See '${title}' (${path ?? id}${status === null ? '' : `, ${status}`}). ${why}${now}`;
}

/** What `lint` says of the drafts, and what it says of others only because of them. */
async function lintWith(
  store: PrecedentDeps['store'],
  { before, after, ids }: Overlay,
  drafts: readonly CheckedFile[],
): Promise<readonly CheckFinding[]> {
  const ask = { now: new Date(), staleDays: NEVER_STALE };
  const [was, is] = await Promise.all([
    lint(reads(store, before), ask),
    lint(reads(store, after), ask),
  ]);
  const known = new Set(was.findings.map(keyOf));
  const draftOf = new Map(drafts.map((draft, at) => [ids[at], draft]));
  return is.findings
    .filter((each) => draftOf.has(each.id) || !known.has(keyOf(each)))
    .map((each) => findingOf(each, draftOf.get(each.id)));
}

const keyOf = ({ rule, id, sentence }: Finding): string => [rule, id, sentence].join('\n');

function findingOf(finding: Finding, draft: CheckedFile | undefined): CheckFinding {
  const { rule, id, repos, path, line, sentence, next } = finding;
  return {
    ...{ rule, severity: CHECK_RULES[rule], repo: repos[0] ?? '', path: path ?? id },
    line: line ?? (draft ? titleLine(draft.content) : 1),
    ...{ sentence, next },
  };
}

/** The store as it would be; texts of files that are not stored are those of the drafts. */
function reads(
  store: PrecedentDeps['store'],
  reading: LifecycleReading,
): Pick<PrecedentDeps['store'], 'list'> & Lifecycles {
  const unstored = new Map<string, AnyRecord>(
    reading.records.map(({ id, record }) => [id, record]),
  );
  return {
    lifecycleRevision: () => store.lifecycleRevision(),
    lifecycle: () => Promise.resolve(reading),
    list: async (query: ListQuery): Promise<ListPage> => {
      const page = await store.list(query);
      const wanted = query.where && 'field' in query.where ? [query.where.value].flat() : [];
      const texts = wanted.flatMap((id): readonly AnyRecord[] => {
        const record = unstored.get(String(id));
        return record ? [record] : [];
      });
      return { ...page, items: [...page.items, ...texts.filter((each) => 'content' in each)] };
    },
  };
}
