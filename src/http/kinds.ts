import { kindNames, kindOf } from '#src/kinds/index';
import type { Operator } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import { resolveField } from '#src/kinds/resolve-field';

import { sendJson } from './json.ts';
import type { Handler } from './routes.ts';

/** GET /api/kinds: enough for a program to build a form or a filter. */
export const describeKinds: Handler = (c) =>
  sendJson(c, { kinds: kindNames.map((name) => describeKind(kindOf(name))) });

const describeKind = (kind: Kind) => ({
  name: kind.name,
  label: kind.label,
  short: kind.short,
  primary_key: kind.primaryKey,
  title: kind.title,
  sort: kind.sort,
  fields: Object.values(kind.fields),
  facets: kind.facets,
  searchable: kind.passages !== undefined,
  ...(kind.lifecycle && { lifecycle: kind.lifecycle }),
  filters: { operators: operatorsOf(kind) },
});

/** Operators by every name that a filter may use, facets included. */
function operatorsOf(kind: Kind): Readonly<Record<string, readonly Operator[]>> {
  const names = [...Object.keys(kind.fields), ...Object.keys(kind.facets)];
  return Object.fromEntries(names.map((name) => [name, resolveField(kind, name)?.operators ?? []]));
}
