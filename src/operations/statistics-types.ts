import type { KindName } from '#src/kinds/index';
import type { Estimated } from '#src/search/estimate-history';
import type { Bucket, Counts, Measure } from '#src/store/store';

/** Counts of one kind under a filter, as a door answers them. */
export interface KindCounts extends Counts {
  readonly kind: KindName;
  /** How many values of a dimension are not shown. */
  readonly omitted?: Readonly<Record<string, number>>;
}

/** A record by what it is called. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/** Some records, and how many there are in all. */
export interface Some<T extends Named = Named> {
  readonly total: number;
  readonly items: readonly T[];
}

export interface TaskFigures {
  readonly active: Some;
  /** By their state, or by something unfinished that they wait for. */
  readonly blocked: Some<BlockedTask>;
  readonly stale: Some<StaleTask> & { readonly days: number };
  readonly by_context: readonly ContextTasks[];
}

export interface BlockedTask extends Named {
  /** Ids of the tasks and issues that it waits for; empty when only its state says that it is blocked. */
  readonly waits_for: readonly string[];
}

export interface StaleTask extends Named {
  /** When it was last written. */
  readonly written: string;
}

export interface ContextTasks {
  /** Null: tasks that belong to no context. */
  readonly context: string | null;
  readonly name: string | null;
  readonly total: number;
  readonly open: number;
}

export interface CurrentSession extends Named {
  readonly user: string | null;
  readonly started: string;
}

/** 003's figures of learning: the newest value of each, and those before it. */
export interface MetricFigures {
  readonly metric: string;
  readonly value: number;
  readonly unit: string | null;
  readonly target: number | null;
  /** End of the period that it is about, or when it was recorded. */
  readonly at: string;
  /** Change since the value before; null when there is none. */
  readonly change: number | null;
  /** Oldest first, the newest included. */
  readonly trend: readonly { readonly at: string; readonly value: number }[];
}

/** How estimates turned out, over the newest completed tasks with both numbers. */
export interface Accuracy {
  readonly pairs: number;
  /** All actual by all estimated: 1.2 is 20 % over. Null without pairs. */
  readonly ratio: number | null;
  /** Mean magnitude of relative error: mean of |actual - estimated| / actual. */
  readonly mmre: number | null;
  /** Share of the estimates within 25 % of the actual. */
  readonly within_25_percent: number | null;
}

/** Counts of a kind for one part of the dashboard. */
export type Figures = Pick<Counts, 'total' | 'by' | 'measures'>;

/** Everything on one page. */
export interface Dashboard {
  readonly at: string;
  /** Of every kind that holds records. */
  readonly kinds: Readonly<Partial<Record<KindName, KindCounts>>>;
  readonly tasks: TaskFigures;
  readonly sessions: { readonly current: Some<CurrentSession> };
  readonly issues: { readonly open: number; readonly by_severity: readonly Bucket[] };
  readonly decisions: { readonly total: number; readonly by_status: readonly Bucket[] };
  /** The orchestrator's queue; the measure `failures` counts the failures that its tasks have had. */
  readonly queue: Figures;
  /** What the orchestrator decided, by success and agent. */
  readonly orchestration: Figures;
  readonly bootstrap: readonly MetricFigures[];
  readonly agent_cost: Figures;
  readonly defects: Figures;
  readonly estimation: Readonly<Record<Estimated, Accuracy>>;
  /** Milliseconds spent in the service. */
  readonly took_ms: number;
}

export type { Bucket, Measure };
