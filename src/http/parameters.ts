import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';
import { kindAliases, kindNames, resolveKind, type KindName } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';
import { fieldNames, resolveField } from '#src/kinds/resolve-field';
import { didYouMean } from '#src/search/nearest-name';

/** The query of a URL, in order, repeated names included. */
export const parametersOf = (c: Context): URLSearchParams => new URL(c.req.url).searchParams;

/** The kind that a name or short name means. Code: unknown_kind. */
export function kindCalled(name: string): KindName {
  const kind = resolveKind(name);
  if (kind !== undefined) return kind;
  throw new WorkspaceError(
    'unknown_kind',
    `'${name.slice(0, 60)}' is no kind of record.${didYouMean(name, kindAliases())}`,
    { next: `The kinds are ${kindNames.join(', ')}; GET /api/kinds describes them.` },
  );
}

/** The kind and the id of a record's path. */
export const kindInPath = (c: Context): KindName => kindCalled(c.req.param('kind') ?? '');
export const idInPath = (c: Context): string => c.req.param('id') ?? '';

/** Kinds of `?kind=a,b`; empty when none are named. */
export const kindsIn = (parameters: URLSearchParams, name = 'kind'): readonly KindName[] =>
  parameters
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .map(kindCalled);

export const LIMIT = { least: 1, most: 1000 } as const;

/** Code: invalid_query. */
export const limitIn = (
  parameters: URLSearchParams,
  fallback: number,
  most: number = LIMIT.most,
): number => amountIn(parameters, 'limit', { fallback, most });

interface Amount {
  readonly fallback: number;
  readonly most: number;
}

/** A whole number from 1 on. Code: invalid_query. */
export function amountIn(
  parameters: URLSearchParams,
  name: string,
  { fallback, most }: Amount,
): number {
  const text = one(parameters, name);
  if (text === undefined) return fallback;
  const amount = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  if (amount >= LIMIT.least && amount <= most) return amount;
  throw invalidParameter(
    name,
    `'${text.slice(0, 40)}' is no number from ${LIMIT.least} to ${most}.`,
  );
}

/** Fields of `?fields=id,title`, facets by their fields, the primary key always among them; undefined when none are named. Code: unknown_field. */
export function fieldsIn(parameters: URLSearchParams, kind: Kind): readonly string[] | undefined {
  const names = (one(parameters, 'fields') ?? '').split(',').map((name) => name.trim());
  const given = names.filter((name) => name !== '');
  if (given.length === 0) return undefined;
  return [...new Set([kind.primaryKey, ...given.map((name) => fieldCalled(name, kind))])];
}

function fieldCalled(name: string, kind: Kind): string {
  const field = resolveField(kind, name);
  if (field) return field.name;
  const known = fieldNames(kind);
  const detail = `'${name.slice(0, 60)}' is no field of ${kind.name}.${didYouMean(name, known)}`;
  throw new WorkspaceError('unknown_field', detail, {
    issues: [{ parameter: 'fields', detail }],
    next: `Its fields are ${known.join(', ')}.`,
  });
}

/** A parameter with one of some values. Code: invalid_query. */
export function choiceIn<T extends string>(
  parameters: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | undefined {
  const text = one(parameters, name);
  if (text === undefined || (choices as readonly string[]).includes(text))
    return text as T | undefined;
  const detail = `'${text.slice(0, 40)}' is none of ${choices.join(', ')}.`;
  throw invalidParameter(name, detail + didYouMean(text, choices));
}

export const flagIn = (parameters: URLSearchParams, name: string): boolean | undefined => {
  const choice = choiceIn(parameters, name, ['true', 'false']);
  return choice === undefined ? undefined : choice === 'true';
};

/** The value of a parameter that may be given once; an empty one counts as absent. Code: invalid_query. */
export function one(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = parameters.getAll(name);
  if (more.length > 0) throw invalidParameter(name, `'${name}' is given more than once.`);
  return value === '' ? undefined : value;
}

/** A parameter that has no meaning here. Code: invalid_query. */
export function refuseParameter(parameters: URLSearchParams, name: string, why: string): void {
  if (parameters.has(name)) throw invalidParameter(name, why);
}

export const invalidParameter = (parameter: string, detail: string): WorkspaceError =>
  new WorkspaceError('invalid_query', `${parameter}: ${detail}`, {
    issues: [{ parameter, detail }],
  });
