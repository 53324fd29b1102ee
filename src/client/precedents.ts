import type { CheckRequest, CheckResponse } from '#src/operations/check-types';
import type { Precedents } from '#src/operations/precedents-types';

import type { Transport } from './transport.ts';

/** A decision that is about to be made. */
export interface Draft {
  /** Default: the text's first heading, else its first sentence. */
  readonly title?: string | undefined;
  readonly text: string;
  /** Default: the kinds that decisions are kept in. */
  readonly kinds?: readonly string[] | undefined;
  /** Only what is of this repository, or of none. */
  readonly repo?: string | undefined;
  /** References to what it says it takes the place of. */
  readonly supersedes?: readonly string[] | undefined;
  /** The draft itself, as a record or as the file that holds it. */
  readonly exclude?:
    | readonly (
        | { readonly kind: string; readonly id: string }
        | { readonly path: string; readonly repo?: string }
      )[]
    | undefined;
  /** Of each list, 1 to 50; default 5. */
  readonly limit?: number | undefined;
}

export interface PrecedentsClient {
  /** Past decisions that say nearly the same as a draft, may contradict it, or are about the same subject. */
  precedents(draft: Draft): Promise<Precedents>;
  /** What is wrong with files that are about to be committed, and what was decided before. Nothing is stored. */
  check(request: CheckRequest): Promise<CheckResponse>;
}

export const precedentsClient = ({ send }: Pick<Transport, 'send'>): PrecedentsClient => ({
  precedents: (body) => send({ method: 'POST', path: ['precedents'], body }),
  check: (body) => send({ method: 'POST', path: ['check'], body }),
});
