import { chainGraph, type Succession } from '#src/search/chain-graph';
import { chainsOf, type Chains } from '#src/search/chains';
import type { Lifecycles, Records } from '#src/store/store';

import { linesOf } from './lint-lines.ts';
import { refuseUnknownRepo } from './lint-repo.ts';
import { CHECKS, type Fault } from './lint-rules.ts';
import {
  LINT_RULES,
  SEVERITIES,
  type Finding,
  type LintResponse,
  type LintRule,
} from './lint-types.ts';

export interface LintRequest {
  readonly now: Date;
  /** Days after which a proposal is stale. */
  readonly staleDays: number;
  /** Only what is found in this repository. */
  readonly repo?: string;
}

const DAY = 86_400_000;

/** What is wrong with the decisions and the links between them. Reads only. Code: invalid_query, for a repository that nothing is of. */
export async function lint(
  store: Lifecycles & Pick<Records, 'list'>,
  { now, staleDays, repo }: LintRequest,
): Promise<LintResponse> {
  const graph = chainGraph(await store.lifecycle());
  if (repo !== undefined) await refuseUnknownRepo(store, graph, repo);
  const chains = chainsOf(graph);
  const staleBefore = new Date(now.getTime() - staleDays * DAY).toISOString().slice(0, 10);
  const context = {
    ...{ graph, chains, staleBefore },
    successions: joined(graph.successions, chains),
    effective: joined(chains.successions, chains),
  };
  const here = ({ repos }: { readonly repos: readonly string[] }): boolean =>
    repo === undefined || repos.includes(repo);
  const found = (Object.keys(CHECKS) as LintRule[]).flatMap((rule) =>
    CHECKS[rule](context)
      .filter(({ of }) => here(of))
      .map((fault) => ({ rule, fault })),
  );
  const lines = await linesOf(
    store,
    found.map(({ fault }) => fault),
  );
  const findings = found
    .map(({ rule, fault }) => findingOf(rule, fault, lines.get(fault)))
    .sort(byWeight);
  return {
    findings,
    counts: countsOf(findings),
    checked: [...graph.records.values()].filter(here).length,
  };
}

/** What a decision's row says, its file says too. */
function joined(successions: readonly Succession[], { twins }: Chains): readonly Succession[] {
  const keyOf = ({ successor, predecessor }: Succession): string =>
    [successor, predecessor].map(({ row }) => Math.min(row, twins.get(row) ?? row)).join('-');
  const byDecision = new Map<string, Succession>();
  for (const each of successions) {
    const known = byDecision.get(keyOf(each));
    byDecision.set(keyOf(each), {
      ...(known ?? each),
      saidBy: {
        successor: each.saidBy.successor || known?.saidBy.successor === true,
        predecessor: each.saidBy.predecessor || known?.saidBy.predecessor === true,
      },
    });
  }
  return [...byDecision.values()];
}

function findingOf(
  rule: LintRule,
  { of, sentence, next }: Fault,
  line: number | undefined,
): Finding {
  const { kind, id, title, repos, path } = of;
  return {
    ...{ rule, severity: LINT_RULES[rule], kind, id, title, repos },
    ...(path !== null && { path }),
    ...(line !== undefined && { line }),
    ...{ sentence, next },
  };
}

const byWeight = (a: Finding, b: Finding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  placeOf(a).localeCompare(placeOf(b), 'en') ||
  (a.line ?? 0) - (b.line ?? 0);

const placeOf = ({ repos, path, id }: Finding): string => [...repos, path ?? '', id].join('\0');

const countsOf = (findings: readonly Finding[]): LintResponse['counts'] => {
  const of = (wanted: Finding['severity']): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  return { error: of('error'), warning: of('warning'), info: of('info') };
};
