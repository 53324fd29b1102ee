import { z } from 'zod';

import type { Client } from '#src/client';
import { WorkspaceError } from '#src/errors';
import type { Who } from '#src/operations/session-types';
import { check } from '#src/search/check';

import type { Shown } from './fit.ts';

/** What a tool works with: the service as whoever asks may use it. */
export interface ToolContext {
  readonly client: Client;
  /** In whose name notes are kept. */
  readonly who: Who;
  readonly readOnly: boolean;
}

/** How a tool describes itself to an agent (`tools/list`). */
export interface ToolDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  readonly annotations: Readonly<Record<string, boolean | string>>;
}

type JsonSchema = { readonly type: 'object' } & Readonly<Record<string, unknown>>;

export interface Tool {
  readonly name: string;
  /** Not offered where only reads are served. */
  readonly writes: boolean;
  readonly describe: () => ToolDescription;
  /** Codes: invalid_body, for arguments of the wrong shape, and those of the service. */
  call(context: ToolContext, given: unknown): Promise<Shown>;
}

interface ToolSpec<I extends z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  /** What it is for, and when to use another one. */
  readonly description: string;
  /** Default false. */
  readonly writes?: boolean;
  readonly input: I;
  readonly output: z.ZodRawShape;
  run(context: ToolContext, input: z.output<z.ZodObject<I, z.core.$strict>>): Promise<Shown>;
}

/** A tool whose arguments are checked before it runs; an unknown one is a fault, since it would else be ignored unseen. */
export function defineTool<I extends z.ZodRawShape>(spec: ToolSpec<I>): Tool {
  const { name, title, description, writes = false } = spec;
  const schema = z.strictObject(spec.input);
  const at = {
    ...{ pointer: '', known: Object.keys(spec.input), label: `${name} call` },
    within: membersOf(spec.input),
  };
  return {
    name,
    writes,
    describe: () => ({
      ...{ name, title, description },
      inputSchema: jsonSchema(schema),
      outputSchema: jsonSchema(z.object(spec.output)),
      annotations: {
        title,
        readOnlyHint: !writes,
        destructiveHint: false,
        idempotentHint: !writes,
        openWorldHint: false,
      },
    }),
    call: async (context, given) => {
      const checked = check(schema, given, at);
      if ('issues' in checked) throw wrongArguments(name, checked.issues, at.known);
      return spec.run(context, checked.value);
    },
  };
}

/** What objects within the arguments may hold, for the words about what they may not. */
const membersOf = (shape: z.ZodRawShape): Readonly<Record<string, Members>> =>
  Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const known = keysOf(schema);
      return known.length > 0 ? [[name, { known, label: name }]] : [];
    }),
  );

interface Members {
  readonly known: readonly string[];
  readonly label: string;
}

function keysOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return keysOf(schema.unwrap());
  if (schema instanceof z.ZodArray) return keysOf(schema.element);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function wrongArguments(
  tool: string,
  issues: WorkspaceError['issues'],
  known: readonly string[],
): WorkspaceError {
  const said = issues.map(
    ({ pointer, detail }) => (pointer ? `${pointer.slice(1)}: ` : '') + detail,
  );
  return new WorkspaceError('invalid_body', said.join(' '), {
    next: `Correct the arguments of ${tool}, which takes ${known.join(', ')}, and call it again.`,
  });
}

/** Draft 7, which every client's checker knows; without what is true of all JSON, for agents pay for each word. */
function jsonSchema(schema: z.ZodObject): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    ...{ target: 'draft-7', io: 'input' },
    override: ({ jsonSchema: each }) => {
      delete each.propertyNames;
      if (each.minimum === Number.MIN_SAFE_INTEGER) delete each.minimum;
      if (each.maximum === Number.MAX_SAFE_INTEGER) delete each.maximum;
    },
  });
  return { ...rest, type: 'object' };
}

/** The members that were given: the client's options have none that are undefined. */
export const defined = <T extends object>(
  options: T,
): { readonly [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
