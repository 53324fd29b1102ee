import { resolveKind, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

/** What an import has set aside: the file that `--quarantine` writes, its records corrected or not. */
export type Quarantine = readonly AnyRecord[];

/** Members that every record which is set aside has (`QuarantinedRecord`), and no kind. */
const MEMBERS = ['file', 'pointer', 'reasons', 'record'] as const;

export const isQuarantine = (value: unknown): value is Quarantine =>
  Array.isArray(value) && value.length > 0 && value.every(isSetAside);

const isSetAside = (item: unknown): boolean =>
  typeof item === 'object' && item !== null && MEMBERS.every((name) => Object.hasOwn(item, name));

/** The kind that one of them says. */
export const kindSetAside = ({ kind }: AnyRecord): KindName | undefined =>
  typeof kind === 'string' ? resolveKind(kind) : undefined;
