import type { z } from 'zod';

import type { JsonSchema } from '#src/client/document';
import type { ErrorCode } from '#src/errors';
import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

export type { JsonSchema };

export const TAGS = {
  service: 'Whether it is there, what it keeps, and what is wrong with it.',
  search: 'Ranked records within a scope of filters, and records that say the like.',
  relations: 'What a record of any kind is related to: links, references, dependencies, tags.',
  history: 'Every write in order, and who changed a record from what to what.',
  statistics: 'Counts under any filter, the dashboard, and what past tasks say of a new one.',
  sessions: 'Sessions of work and the contexts that they are in.',
  queue: 'The orchestrator’s queue: no two agents get the same task.',
  recordings: 'What checks and builds report: drift scans and configurations.',
  transfer: 'All records out, and back in.',
  index: 'How far the vectors are in step with the records, and whose they are.',
  sources: 'Folders that documents come from. The service takes them down and reads none of them.',
} as const;
export type Tag = keyof typeof TAGS;

export interface ParameterDoc {
  readonly description: string;
  readonly schema: JsonSchema;
  readonly required?: true;
  readonly style?: 'form';
  readonly explode?: boolean;
}
export type Parameters = Readonly<Record<string, ParameterDoc>>;

/** What one status means. */
export interface AnswerDoc {
  readonly description: string;
  /** Media types with what they hold; absent for an answer without a body. */
  readonly content?: Readonly<Record<string, JsonSchema>>;
  readonly headers?: readonly AnswerHeader[];
}

export const ANSWER_HEADERS = {
  ETag: 'The version of the record, in quotes: send it back as If-Match.',
  Location: 'Where the new record is.',
  'Idempotency-Replayed': '`true`: the request was carried out before, and not again.',
  Allow: 'The methods that are answered.',
} as const;
export type AnswerHeader = keyof typeof ANSWER_HEADERS;

export interface BodyDoc {
  /** What the handler checks it with, or what it makes of several of these. */
  readonly schema: z.ZodType | JsonSchema;
  /** Default: it must be there. */
  readonly optional?: true;
}

/** A record as it is before an example is sent. */
export interface GivenRecord {
  readonly kind: KindName;
  readonly id: string;
  /** Fields that are not as in the example of the kind. */
  readonly fields?: AnyRecord;
}

/** A request that is sent in a test, to an app with the example records. */
export interface ExampleDoc {
  readonly given?: GivenRecord;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** The same with the typed client. */
  readonly client?: string;
}

/** What one method of one path does, beside the code that does it. */
export interface OperationDoc {
  /** Unique; generated clients name their functions by it. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly query?: Parameters;
  readonly headers?: Parameters;
  readonly body?: BodyDoc;
  readonly answers: Readonly<Record<number, AnswerDoc>>;
  /** Beyond those that every route, body or write can end with. */
  readonly codes?: readonly ErrorCode[];
  /** Whether it changes what is kept. */
  readonly writes?: true;
  /** Answered without a token. */
  readonly open?: true;
  readonly example: ExampleDoc;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** By path as the document has it (`/api/{kind}/{id}`), then by method. */
export type OperationDocs = Readonly<
  Record<string, Readonly<Partial<Record<Method, OperationDoc>>>>
>;
