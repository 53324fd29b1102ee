import type { SearchTold } from '#src/search/told';
import type { SlowStep, StepWatch } from '#src/store/store';

import type { Figures } from './gauges.ts';

/** `inside`: what a page, or the call of an agent, asks of the API on its way. */
export type Door = 'network' | 'inside';

/** A request whose answer begins. */
export interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly door: Door;
  readonly milliseconds: number;
  /** Of the problem that it was answered with. */
  readonly code?: string | undefined;
}

export type SlowThing = 'request' | 'step';

/** What is counted while the service runs. Labels take values of closed sets only: routes, codes, states. */
export interface Metrics {
  /** A request comes in; the result is called when its answer begins. */
  enters(): () => void;
  answered(request: Answered): void;
  /** So many texts of questions had a vector that was kept, and so many had none. */
  remembered(hits: number, misses: number): void;
  slow(what: SlowThing): void;
  /** So many requests wait for changes or the index now. */
  followers(count: number): void;
  /** A write begins; the result is called at its end. */
  writes(): () => void;
  /** MIME type of `text`. */
  readonly contentType: string;
  /** All of it, and the figures of this moment, in Prometheus' text format. */
  text(figures: Figures): Promise<string>;
}

/** What was slow while a request was answered. */
export interface Slowness {
  /** How many steps were; `steps` has the first of them. */
  count: number;
  readonly steps: SlowStep[];
  readonly searches: SearchTold[];
}

/** A request for a line of the log: nothing that its client has written, but names that are known here. */
export interface SlowRequest {
  readonly request_id: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** Milliseconds until the answer began. */
  readonly ms: number;
  /** Names of the URL's parameters, without what they ask for. */
  readonly parameters: readonly string[];
}

/** An answered request, with what was slow about it. */
export interface SlowAnswer {
  readonly milliseconds: number;
  readonly waits: boolean;
  readonly seen: Slowness;
  /** Made only when it is logged. */
  request(): SlowRequest;
}

export interface SlowLog extends StepWatch {
  /** Told of every answer of the search. */
  searched(milliseconds: number, told: () => SearchTold): void;
  /** What is slow in `work` is kept for `answered`, and not logged by itself. */
  during(work: () => Promise<void>): Promise<Slowness>;
  /** Writes one line where anything was slow. What `waits` is not slow by itself. */
  answered(answer: SlowAnswer): void;
}
