import { Option, type Command } from 'commander';

import { LIFECYCLES, type LifecycleChoice, type LifecycleRequest } from '#src/search/types';

/** Options about what holds, as commander gives them. */
export interface LifecycleOptions {
  readonly lifecycle?: LifecycleChoice | undefined;
  readonly asOf?: string | undefined;
}

export const withLifecycleOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--lifecycle <which>',
        'decisions that hold, or that no longer do (default: all)',
      ).choices([...LIFECYCLES]),
    )
    .addOption(
      new Option(
        '--as-of <day>',
        'what there was, and what held, on a day, or at the end of a month or year: 2025-11-01, 2025-11',
      ),
    );

/** The same as the client takes them. */
export const duringOf = ({ lifecycle, asOf }: LifecycleOptions): LifecycleRequest => ({
  ...(lifecycle && { lifecycle }),
  ...(asOf !== undefined && { as_of: asOf }),
});
