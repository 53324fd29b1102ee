import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { label } from '#src/kinds/label';

import { kindOfBead, type Bead, type BeadKind, type Dependency } from './line.ts';

/** The kinds of all beads that were given, by id. */
export type BeadKinds = ReadonlyMap<string, BeadKind>;

interface Made {
  readonly kind: KindName;
  readonly value: AnyRecord;
}

interface Links {
  readonly dependencies: readonly string[];
  readonly links: readonly Made[];
  /** Those to beads that are not there, and to the bead itself. */
  readonly unplaced: readonly Dependency[];
}

/** What beads says of two issues, in the words of `record_links`; other words stay, with underscores. */
const RELATIONS: ReadonlyMap<string, string> = new Map([
  ['blocks', 'depends_on'],
  ['blocked-by', 'depends_on'],
  ['parent-child', 'child_of'],
  ['related', 'relates_to'],
  ['relates', 'relates_to'],
  ['relates-to', 'relates_to'],
]);
const DEPENDS = 'depends_on';
const USUAL_TYPE = 'blocks';

const relationOf = ({ type }: Dependency): string =>
  RELATIONS.get(type ?? USUAL_TYPE) ?? String(type).replaceAll('-', '_');

/** Between two tasks "blocks" is the field `dependencies`; everything else is a link. */
export function linksOf(bead: Bead, kinds: BeadKinds): Links {
  const all = bead.dependencies ?? [];
  const isPlaced = ({ depends_on_id: id }: Dependency): boolean => kinds.has(id) && id !== bead.id;
  const placed = all.filter(isPlaced);
  const isField = (dependency: Dependency): boolean =>
    relationOf(dependency) === DEPENDS &&
    kindOfBead(bead) === 'workspace_tasks' &&
    kinds.get(dependency.depends_on_id) === 'workspace_tasks';
  return {
    dependencies: unique(placed.filter(isField).map(({ depends_on_id: id }) => id)),
    links: withoutTwins(
      placed.filter((each) => !isField(each)).map((each) => linkOf(bead, each, kinds)),
    ),
    unplaced: all.filter((dependency) => !isPlaced(dependency)),
  };
}

function linkOf(bead: Bead, dependency: Dependency, kinds: BeadKinds): Made {
  const ends = {
    from_kind: kindOfBead(bead),
    from_id: bead.id,
    relation: relationOf(dependency),
    to_kind: kinds.get(dependency.depends_on_id),
    to_id: dependency.depends_on_id,
  };
  const created = dependency.created_at ?? bead.created_at;
  return { kind: 'record_links', value: { ...ends, ...(created !== undefined && { created }) } };
}

interface Labels {
  readonly tags: readonly Made[];
  /** Those that no tag can be, a comma for example. */
  readonly unplaced: readonly string[];
}

export function labelsOf(bead: Bead): Labels {
  const all = unique(bead.labels ?? []);
  const isTag = (text: string): boolean => label.safeParse(text).success;
  const record = { record_kind: kindOfBead(bead), record_id: bead.id };
  return {
    tags: unique(all.filter(isTag).map((text) => text.trim())).map((tag) => ({
      kind: 'record_tags',
      value: { ...record, tag },
    })),
    unplaced: all.filter((text) => !isTag(text)),
  };
}

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)];

/** Two words of beads may mean the same relation. */
const withoutTwins = (links: readonly Made[]): readonly Made[] => [
  ...new Map(links.map((link) => [JSON.stringify(linkKey(link)), link])).values(),
];

const linkKey = ({ value }: Made): readonly unknown[] => [value['relation'], value['to_id']];
