import { WorkspaceError } from '#src/errors';
import { kindOf, resolveKind, type KindName } from '#src/kinds/index';
import { relationsOf } from '#src/kinds/relations';
import { RELATION_NAMES } from '#src/kinds/relations-names';

import { didYouMean } from './nearest-name.ts';

/** Which groups are asked for; all when nothing is named. */
export interface Wanted {
  /** Names of relations, or of kinds in the singular or the plural: `issues`, `blocks`. */
  readonly relations?: readonly string[];
  readonly kinds?: readonly KindName[];
}

interface Group {
  readonly relation: string;
  readonly kind: KindName;
}

export const isWanted = ({ relations, kinds }: Wanted, { relation, kind }: Group): boolean =>
  (!kinds || kinds.includes(kind)) &&
  (!relations || relations.some((name) => name === relation || isCalled(kind, name)));

/** `issue`, `issues`, `cross_repo_issues`. */
const isCalled = (kind: KindName, name: string): boolean =>
  [kind, ...kindOf(kind).short.flatMap((short) => [short, `${short}s`])].includes(name);

/** Links may have any name, so that what is known depends on what was found. Code: invalid_query. */
export function checkWanted(
  { kind, relations = [] }: Wanted & { readonly kind: KindName },
  found: readonly Group[],
): void {
  const declared = relationsOf(kind).map(({ name }) => name);
  const known = [...new Set([...declared, ...found.map(({ relation }) => relation)])];
  for (const name of relations)
    if (!known.includes(name) && !RELATION_NAMES.includes(name) && !isKind(name))
      throw noRelation(name, kind, [...known, ...RELATION_NAMES]);
}

const isKind = (name: string): boolean =>
  resolveKind(name) !== undefined || resolveKind(name.replace(/s$/, '')) !== undefined;

function noRelation(name: string, kind: KindName, known: readonly string[]): WorkspaceError {
  const detail = `'${name.slice(0, 60)}' is no relation of a ${kindOf(kind).label}.${didYouMean(name, known)}`;
  return new WorkspaceError('invalid_query', detail, {
    issues: [{ parameter: 'relation', detail }],
    next: `Its relations are ${[...new Set(known)].join(', ')}; a kind's name works too.`,
  });
}
