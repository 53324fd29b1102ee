import type { z } from 'zod';

import * as decisions from './answers/decisions.ts';
import * as indexing from './answers/indexing.ts';
import * as operations from './answers/operations.ts';
import { KindName, RecordName } from './answers/parts.ts';
import * as records from './answers/records.ts';
import * as relations from './answers/relations.ts';
import * as search from './answers/search.ts';
import * as service from './answers/service.ts';
import * as statistics from './answers/statistics.ts';
import * as transfer from './answers/transfer.ts';
import { refTo } from './names.ts';
import type { AnswerDoc, AnswerHeader } from './types.ts';

/** Every shape that an answer of its own name has. */
export const ANSWERS = {
  KindName,
  RecordName,
  ...records,
  ...search,
  ...decisions,
  ...relations,
  ...service,
  ...indexing,
  ...statistics,
  ...transfer,
  ...operations,
} as const satisfies Readonly<Record<string, z.ZodType>>;
export type AnswerName = keyof typeof ANSWERS;

/** JSON of a shape. */
export const json = (
  name: AnswerName,
  description: string,
  ...headers: readonly AnswerHeader[]
): AnswerDoc => jsonOf(refTo(name), description, ...headers);

export const jsonOf = (
  schema: { readonly $ref: string },
  description: string,
  ...headers: readonly AnswerHeader[]
): AnswerDoc => ({
  description,
  content: { 'application/json': schema },
  ...(headers.length > 0 && { headers }),
});

export const nothing = (description: string): AnswerDoc => ({ description });
