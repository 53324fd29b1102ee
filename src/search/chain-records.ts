import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Lifecycle } from '#src/kinds/kind';
import type { RecordHead, RecordRow } from '#src/store/store';

/**
 * What a record's own state says: nobody has decided it yet; it holds; it never held; it is over;
 * it is over because another one took its place. `unstated` counts as holding.
 */
export type Stage = 'unstated' | 'proposed' | 'holding' | 'refused' | 'over' | 'replaced';

/** A record as chains see it, whatever its kind calls its fields. */
export interface LifecycleRecord {
  readonly row: RecordRow;
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly status: string | null;
  readonly stage: Stage;
  /** `YYYY-MM-DD`. */
  readonly day: string | null;
  readonly repos: readonly string[];
  readonly number: string | null;
  readonly path: string | null;
  readonly url: string | null;
  /** False for a plain document, of which no state is expected. */
  readonly decides: boolean;
  readonly supersedes: readonly string[];
  readonly supersededBy: readonly string[];
  /** References to the file that says the same. */
  readonly file: readonly string[];
}

const NO_LIFECYCLE: Lifecycle = { field: '', past: [] };

/** What a record of a kind with a lifecycle says. Without spreads, which took ten times as long for 10,000 records. */
export function lifecycleRecord({ row, kind, id, title, record }: RecordHead): LifecycleRecord {
  const { lifecycle = NO_LIFECYCLE, facets } = kindOf(kind);
  const status = textOf(record, lifecycle.field);
  return {
    row,
    kind,
    id,
    title,
    status,
    stage: stageOf(status, lifecycle),
    day: textOf(record, facets.date)?.slice(0, DAY) ?? null,
    repos: listOf(record, facets.repo),
    number: textOf(record, lifecycle.number),
    path: textOf(record, lifecycle.path),
    url: textOf(record, lifecycle.url),
    decides: decides(record, lifecycle),
    supersedes: listOf(record, lifecycle.supersedes),
    supersededBy: listOf(record, lifecycle.supersededBy),
    file: listOf(record, lifecycle.file),
  };
}

const DAY = 'YYYY-MM-DD'.length;

/** Of states with the same value in several lists the most telling one. */
function stageOf(status: string | null, lifecycle: Lifecycle): Stage {
  if (status === null) return 'unstated';
  const value = status.toLowerCase();
  if (lifecycle.replaced?.includes(value)) return 'replaced';
  if (lifecycle.refused?.includes(value)) return 'refused';
  if (lifecycle.past.includes(value)) return 'over';
  return lifecycle.proposed?.includes(value) ? 'proposed' : 'holding';
}

const decides = (record: AnyRecord, { only }: Lifecycle): boolean =>
  !only || only.values.includes(String(record[only.field]));

const textOf = (record: AnyRecord, field: string | undefined): string | null =>
  field === undefined ? null : text(record[field]);

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

const NOTHING: readonly string[] = [];

function listOf(record: AnyRecord, field: string | undefined): readonly string[] {
  const value = field === undefined ? null : (record[field] ?? null);
  if (value === null) return NOTHING;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => text(each) ?? []);
}
