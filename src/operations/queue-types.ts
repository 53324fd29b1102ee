import type { AnyRecord } from '#src/kinds/kind';
import type { Stored } from '#src/store/store';

/** A dependency that keeps a task waiting: one that is not completed, or that nobody knows. */
export interface Unmet {
  readonly id: string;
  /** Its state, or `missing`. */
  readonly status: string;
}

export interface Claim {
  /** Who works on the tasks. */
  readonly agent: string;
  /** What it can do; tasks that ask for anything else are not for it. */
  readonly capabilities: readonly string[];
  /** How many tasks at most. */
  readonly limit: number;
}

export interface Claimed {
  /** Now in progress under the agent's name, in the order of the queue. */
  readonly tasks: readonly Stored[];
  /** Pending tasks that the agent could claim next. */
  readonly waiting: number;
  /** Pending tasks for it whose dependencies are not completed. */
  readonly blocked: number;
}

/** Who settles a task. Only its claimer may, unless `force`. */
export interface Settler {
  readonly id: string;
  readonly agent?: string | undefined;
  readonly force?: boolean | undefined;
}

export interface Failure extends Settler {
  readonly error: string;
  /** Back into the queue rather than `failed`. */
  readonly retry?: boolean | undefined;
}

export interface Reclaimed {
  /** Ids of the tasks that are pending again, oldest first. */
  readonly reclaimed: readonly string[];
  /** How many more there are than one request takes back. */
  readonly left: number;
}

/** A pending task in the order in which it will be claimed. */
export interface QueuedTask {
  readonly task: AnyRecord;
  /** What keeps it; empty when it can be claimed. */
  readonly waits_for: readonly Unmet[];
}

export interface TaskQueue {
  /** In progress, those that have not changed for longest first. */
  readonly claimed: readonly AnyRecord[];
  readonly pending: readonly QueuedTask[];
  /** Of all tasks, on whatever page. */
  readonly totals: {
    readonly claimed: number;
    readonly pending: number;
    readonly blocked: number;
  };
}
