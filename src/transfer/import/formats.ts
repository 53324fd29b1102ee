import { readBeads } from '#src/transfer/beads/beads';

import type { ForeignFormat, ReadFormat } from './format-types.ts';

/** What reads each format. Apart from the names, so that the command's help need not load every reader. */
export const FOREIGN_FORMATS: Readonly<Record<ForeignFormat, ReadFormat>> = { beads: readBeads };
