import type { Kind } from '#src/kinds/kind';

/** The field for what has no field. */
export const METADATA = 'metadata';

/** Whether records of a kind have a place for what has no field. */
export const hasMetadata = (kind: Kind): boolean => kind.fields[METADATA]?.type === 'object';
