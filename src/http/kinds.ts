import type { FieldDescription, KindDescription } from '#src/client/types';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { Field, Operator } from '#src/kinds/field';
import type { Kind, Lifecycle } from '#src/kinds/kind';
import { relationsOf, type Relation } from '#src/kinds/relations';
import { filterNames, resolveFilter } from '#src/kinds/resolve-field';

import { sendJson } from './json.ts';
import type { Handler } from './routes.ts';

/** GET /api/kinds: enough for a program to build a form or a filter. */
export const describeKinds: Handler = (c) =>
  sendJson(c, { kinds: kindNames.map((name) => describeKind(kindOf(name))) });

const describeKind = (kind: Kind): KindDescription => ({
  name: kind.name,
  label: kind.label,
  short: kind.short,
  primary_key: kind.primaryKey,
  title: kind.title,
  sort: kind.sort,
  fields: Object.values(kind.fields).map((field) => fieldShown(kind, field)),
  facets: kind.facets,
  searchable: kind.passages !== undefined,
  ...(kind.lifecycle && { lifecycle: lifecycleShown(kind.lifecycle) }),
  relations: relationsOf(kind.name as KindName).map(relationShown),
  filters: { operators: operatorsOf(kind) },
});

const fieldShown = (kind: Kind, { primaryKey, ...field }: Field): FieldDescription => ({
  ...field,
  primary_key: primaryKey,
  renewed: field.name in kind.renews,
});

const lifecycleShown = ({ field, past, supersededBy, supersedes }: Lifecycle) => ({
  ...{ field, past },
  ...(supersededBy !== undefined && { superseded_by: supersededBy }),
  ...(supersedes !== undefined && { supersedes }),
});

const relationShown = ({ name, direction, kind, through }: Relation) => ({
  ...{ name, direction, kind },
  ...(through && { through: through.kind }),
});

/** Operators by every name that a filter may use, facets and tags included. */
function operatorsOf(kind: Kind): Readonly<Record<string, readonly Operator[]>> {
  const names = filterNames(kind);
  return Object.fromEntries(
    names.map((name) => [name, resolveFilter(kind, name)?.operators ?? []]),
  );
}
