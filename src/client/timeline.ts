import type { TimelineResponse } from '#src/search/decision-timeline';
import type { LifecycleRequest } from '#src/search/types';

import { queryOf } from './parameters.ts';
import type { Transport } from './transport.ts';

export type * from '#src/search/decision-timeline';

export interface TimelineOptions extends LifecycleRequest {
  /** Of any of these; default: of all. */
  readonly repos?: readonly string[];
  readonly statuses?: readonly string[];
  /** A day, a month or a year: `2025-11-01`, `2025-11`, `2025`. */
  readonly from?: string;
  readonly to?: string;
  /** 1 to 1,000; default 1,000. */
  readonly limit?: number;
}

export interface TimelineClient {
  /** Decisions in the order of their days, the latest first. */
  timeline(options?: TimelineOptions): Promise<TimelineResponse>;
}

export const timelineClient = ({ send }: Pick<Transport, 'send'>): TimelineClient => ({
  timeline: ({ repos = [], statuses = [], ...rest } = {}) =>
    send({
      method: 'GET',
      path: ['timeline'],
      query: queryOf(rest, [
        ...repos.map((repo) => ['repo', repo] as const),
        ...statuses.map((status) => ['status', status] as const),
      ]),
    }),
});
