import { z } from 'zod';

import { kindNames } from '#src/kinds/index';
import type { IndexState } from '#src/store/store';

/** A member that may be missing, and is never `undefined`. */
export const maybe = z.exactOptional;

export const COUNT = z.int().min(0);
export const MOMENT = z.string();
export const SHARE = z.number().min(0).max(1);
export const NAMES = z.array(z.string());
export const RECORD = z.record(z.string(), z.unknown());

export const KindName = z.enum(kindNames).describe('The full name of a kind.');

const INDEX_STATES = ['current', 'queued', 'failed', 'none'] as const satisfies IndexState[];
export const Index = z
  .enum(INDEX_STATES)
  .describe(
    'Whether its text is embedded: `queued` waits, `failed` is tried again, `none` has no text.',
  );

export const Place = z.object({ kind: KindName, id: z.string() });
export const RecordName = z.object({ kind: KindName, id: z.string(), title: z.string() });
