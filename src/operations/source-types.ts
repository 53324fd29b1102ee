import type { Source } from '#src/store/store';

/** What became of a folder that is no longer a source. */
export interface ForgottenSource {
  readonly source: Source;
  /** Documents that came from it and from no other source. */
  readonly documents: { readonly kept: number; readonly removed: number };
}
