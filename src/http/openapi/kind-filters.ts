import type { Field, FieldType } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import { fieldNames, filterNames, resolveField, resolveFilter } from '#src/kinds/resolve-field';
import { RESERVED } from '#src/http/list-query';
import { groupBy } from '#src/search/group-by';
import { UNORDERED } from '#src/search/sort';

import { filterOf, flag, several } from './parameters.ts';
import type { JsonSchema, ParameterDoc, Parameters } from './types.ts';

const TEXT: JsonSchema = { type: 'string' };

/** One of several values, as a URL asks for it; types that no bare name asks for have none. */
const VALUES: Readonly<Partial<Record<FieldType, (field: Field) => JsonSchema>>> = {
  string: () => TEXT,
  enum: ({ values = [] }) => ({ ...TEXT, enum: values }),
  integer: () => ({ type: 'integer' }),
  number: () => ({ type: 'number' }),
  timestamp: () => TEXT,
  list: () => TEXT,
};

/** A parameter for each field, facet and the tags of a kind, and one for all with operators. */
export function filtersOf(kind: Kind): Parameters {
  const plain = filterNames(kind)
    .filter((name) => !RESERVED.has(name) && name !== 'format' && name !== 'kind')
    .flatMap((name) => {
      const field = resolveFilter(kind, name);
      const parameter = field && plainFilter(field);
      return parameter ? [[name, parameter] as const] : [];
    });
  return { ...Object.fromEntries(plain), filter: operatorFilter(kind) };
}

function plainFilter(field: Field): ParameterDoc | undefined {
  if (field.type === 'boolean') return flag(`Whether ${field.name}.`);
  const items = VALUES[field.type]?.(field);
  return items && several('One of these values.', items);
}

/** `title__contains`, `created__gte`: names with the same operators together. */
function operatorFilter(kind: Kind): ParameterDoc {
  const groups = groupBy(filterNames(kind), (name) =>
    (resolveFilter(kind, name)?.operators ?? []).join('|'),
  );
  const parts = [...groups].map(([operators, names]) => `(${names.join('|')})__(${operators})`);
  return filterOf(
    `^(${parts.join('|')})$`,
    'Filters with an operator, each a parameter of its own: a name, `__` and the operator (`created__gte=2025-11-01`). Several are AND-ed.',
  );
}

/** `-created,title` */
export function sortOf(kind: Kind): ParameterDoc {
  const names = fieldNames(kind).filter(
    (name) => !UNORDERED.has(resolveField(kind, name)?.type ?? 'object'),
  );
  return several(`Fields, \`-\` before one for descending. Default: \`${kind.sort}\`.`, {
    ...TEXT,
    pattern: `^-?(${names.join('|')})$`,
  });
}
