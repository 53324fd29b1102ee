import type { RecordOf } from '#src/kinds/index';
import type { StoredArchitecture } from '#src/operations/drift/architecture';

const NOW = '2026-01-01T00:00:00.000Z';
const common = { repo: 'core', metadata: null, created: NOW };

type Component = RecordOf<'architecture_components'>;
type Placement = RecordOf<'component_placements'>;
type Mapping = RecordOf<'code_component_mappings'>;
type Rule = RecordOf<'import_rules'>;
type State = RecordOf<'architecture_states'>;

/** Called as its id in capitals. */
export const component = (id: string, more: Partial<Component> = {}): Component => ({
  ...common,
  ...{ id, name: id.toUpperCase(), type: null, path: null, description: null, status: 'active' },
  ...{ owner: null, dependencies: null },
  ...more,
});

export const placement = (
  component_id: string,
  path_pattern: string,
  more: Partial<Placement> = {},
): Placement => ({
  ...common,
  ...{ id: `PLACE-${component_id}`, component_id, path_pattern, state_id: null, rationale: null },
  ...more,
});

export const mapping = (
  component_id: string,
  file_path: string,
  more: Partial<Mapping> = {},
): Mapping => ({
  ...common,
  ...{ id: `MAP-${file_path}`, component_id, file_path, confidence: null, mapped_by: null },
  ...more,
});

/** `deny web -> store` */
export const rule = (text: string, more: Partial<Rule> = {}): Rule => {
  const [, effect = '', from_module = '', to_module = ''] = /^(\w+) (.+) -> (.+)$/.exec(text) ?? [];
  return {
    ...common,
    ...{ id: `RULE-${text}`, name: text, from_module, to_module, effect: effect as Rule['effect'] },
    ...{ severity: null, status: 'active', rationale: null },
    ...more,
  };
};

export const state = (id: string, more: Partial<State> = {}): State => ({
  ...common,
  ...{ id, name: id, type: 'current', status: 'active', description: null, rules: null },
  target_date: null,
  ...more,
});

export const stored = (given: Partial<StoredArchitecture>): StoredArchitecture => ({
  ...{ components: [], placements: [], mappings: [], rules: [], states: [] },
  ...given,
});
