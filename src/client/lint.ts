import type { LintResponse } from '#src/operations/lint-types';

import { queryOf } from './parameters.ts';
import type { Transport } from './transport.ts';

export interface LintOptions {
  /** Only what is found in this repository. */
  readonly repo?: string | undefined;
  /** Days after which a proposal is stale, 0 to 36,500; default 90. */
  readonly staleDays?: number | undefined;
}

export interface LintClient {
  /** What is wrong with the decisions and the links between them. */
  lint(options?: LintOptions): Promise<LintResponse>;
}

export const lintClient = ({ send }: Pick<Transport, 'send'>): LintClient => ({
  lint: ({ repo, staleDays } = {}) =>
    send({ method: 'GET', path: ['lint'], query: queryOf({ repo, stale_days: staleDays }) }),
});
