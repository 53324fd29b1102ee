import { describe, expect, it } from 'vitest';

import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import { relationsOf } from '#src/kinds/relations';
import { directionOf, linkSeen, RELATION_NAMES } from '#src/kinds/relations-names';

/** `name direction kind`, as a test can hold it against another. */
const shown = (kind: KindName): readonly string[] =>
  relationsOf(kind).map((relation) => `${relation.name} ${relation.direction} ${relation.kind}`);

const names: readonly string[] = kindNames;

describe('the relations of every kind', () => {
  it.each(kindNames)('of %s name kinds and fields that there are', (name) => {
    const { relations, fields, tags, facets } = kindOf(name);
    const own = [
      ...Object.keys(relations.references ?? {}),
      ...Object.keys(relations.joins?.ends ?? {}),
      ...(relations.ends ?? []).flatMap((end) => [end.kind, end.id]),
      ...[relations.dependencies ?? [], tags ?? []].flat(),
    ];
    expect(own.filter((field) => !Object.hasOwn(fields, field))).toEqual([]);
    for (const reference of Object.values(relations.references ?? {})) {
      const targets = [reference?.to ?? []].flat();
      expect(targets.filter((target) => !names.includes(target))).toEqual([]);
      const by = reference?.by;
      const lacking = targets.filter(
        (target) => by !== undefined && !Object.hasOwn(kindOf(target as KindName).fields, by),
      );
      expect(lacking).toEqual([]);
    }
    if (relations.done)
      expect(fields[facets.status ?? '']?.values).toEqual(
        expect.arrayContaining([...relations.done]),
      );
  });

  it.each(kindNames)('of %s lead to fields of the other kind, over fields of the join', (name) => {
    for (const relation of relationsOf(name)) {
      const fieldsOf = (kind: KindName) => Object.keys(kindOf(kind).fields);
      expect(fieldsOf(name)).toEqual(expect.arrayContaining([...relation.own]));
      expect(fieldsOf(relation.kind)).toEqual(expect.arrayContaining([...relation.other]));
      const { through } = relation;
      if (through)
        expect(fieldsOf(through.kind)).toEqual(expect.arrayContaining([through.from, through.to]));
      const told = relationsOf(relation.kind).map((other) => other.name);
      expect(told).toEqual(expect.arrayContaining([...relation.with]));
    }
  });

  it.each(kindNames)('of %s are seen from both ends', (name) => {
    const back = relationsOf(name).filter(({ kind, own, other, through }) => {
      const same = relationsOf(kind).some(
        (way) =>
          way.kind === name &&
          way.own.join() === other.join() &&
          way.other.join() === own.join() &&
          way.through?.kind === through?.kind,
      );
      return !same && through === undefined && !kindOf(name).relations.joins?.bare;
    });
    expect(back.map((relation) => relation.name)).toEqual([]);
  });

  it('say every foreign key, but for those of a bare join, in its own words', () => {
    expect(shown('workspace_tasks')).toEqual(
      expect.arrayContaining([
        'depends_on out workspace_tasks',
        'blocks in workspace_tasks',
        'issues in cross_repo_issues',
        'workflow out workflows',
        'costs in agent_cost_vectors',
        'states in architecture_states',
      ]),
    );
    expect(shown('workspace_sessions')).toEqual(
      expect.arrayContaining([
        'decisions in architecture_decisions',
        'issues in cross_repo_issues',
        'activities in session_activities',
      ]),
    );
    expect(shown('workspace_sessions').filter((each) => each.endsWith('session_issues'))).toEqual(
      [],
    );
    expect(shown('architecture_states')).toContain('components in architecture_components');
    expect(shown('drift_scans')).toContain('detections in drift_detections');
  });
});

describe('a relation with a name on both sides', () => {
  it.each(RELATION_NAMES)('is read back from the other side as it was written: %s', (name) => {
    const there = linkSeen(name, 'to');
    expect(linkSeen(there.name, 'to')).toEqual(linkSeen(name, 'from'));
    expect(there.direction).toBe(directionOf(there.name, 'in'));
  });

  it.each([
    ['affects', 'affected_by', 'in'],
    ['blocks', 'depends_on', 'out'],
    ['relates_to', 'relates_to', 'both'],
    ['reviews', 'reviews', 'in'],
  ] as const)('%s is %s to whom it is said of', (written, name, direction) => {
    expect(linkSeen(written, 'to')).toEqual({ name, direction });
  });
});
