import type { RecordOf } from '#src/kinds/index';

import type { Architecture } from './types.ts';

type State = RecordOf<'architecture_states'>;

/** All that is stored of where things should be, of every repository. */
export interface StoredArchitecture extends Architecture {
  readonly states: readonly State[];
}

const STANDS: ReadonlySet<State['status']> = new Set(['active', 'reached']);

/**
 * What holds for one repository: its own and what names none. A placement of a state counts when that state is `state`,
 * or without one, when the state is how the architecture is now.
 */
export function architectureOf(
  stored: StoredArchitecture,
  { repo, state }: { readonly repo: string; readonly state?: string | undefined },
): Architecture {
  const isOurs = (record: { readonly repo: string | null }) =>
    record.repo === null || record.repo === repo;
  const now = stored.states.filter(({ type, status }) => type === 'current' && STANDS.has(status));
  const states = new Set<string | null>([
    null,
    ...(state === undefined ? now.map(({ id }) => id) : [state]),
  ]);
  return {
    components: stored.components.map((each) => (isOurs(each) ? each : { ...each, path: null })),
    placements: stored.placements.filter((each) => isOurs(each) && states.has(each.state_id)),
    mappings: stored.mappings.filter(isOurs),
    rules: stored.rules.filter((each) => isOurs(each) && each.status === 'active'),
  };
}

/** Whether nothing is stored that a file could be held against. */
export const saysNothing = ({ components, placements, mappings, rules }: Architecture): boolean =>
  [placements, mappings, rules, components.filter(({ path }) => path)].every(
    ({ length }) => length === 0,
  );
