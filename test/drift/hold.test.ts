import { describe, expect, it } from 'vitest';

import { treeOf } from '#src/cli/check/drift/tree';
import {
  architectureOf,
  saysNothing,
  type StoredArchitecture,
} from '#src/operations/drift/architecture';
import { holder } from '#src/operations/drift/hold';
import type { SourceFile } from '#src/operations/drift/types';

import { component, mapping, placement, rule, state, stored } from './stored.ts';

const PATHS = [
  'src/web/a.ts',
  'src/web/admin/b.ts',
  'src/store/db.ts',
  'src/store/port.ts',
  'app/core/x.py',
  'app/ui/y.py',
];
const held = (architecture: Partial<StoredArchitecture>, file: SourceFile, more = {}) =>
  holder({
    repo: 'core',
    architecture: architectureOf(stored(architecture), { repo: 'core', ...more }),
    tree: treeOf(PATHS),
  })(file);

const LAYERS = {
  components: [component('web'), component('store')],
  placements: [placement('web', 'src/web/**'), placement('store', 'src/store')],
};
const WEB = { path: 'src/web/a.ts', text: `import '../store/db.ts';\nimport 'node:fs';\n` };

const imports = (rules: readonly string[], file: SourceFile = WEB) =>
  held({ ...LAYERS, rules: rules.map((each) => rule(each)) }, file)
    .filter((each) => each.rule === 'forbidden_import')
    .map(({ found }) => found.replace('imports ', ''));

const STORE = '../store/db.ts (src/store/db.ts)';

describe('import rules', () => {
  it.each([
    ['by components', ['deny WEB -> store'], [STORE]],
    ['by paths', ['deny src/web -> src/store/**'], [STORE]],
    ['by globs', ['deny src/*/a.ts -> **/db.ts'], [STORE]],
    ['of everything', ['deny web -> *'], [STORE, 'node:fs']],
    ['of every file', ['deny web -> **'], [STORE]],
    ['of packages', ['deny web -> fs'], ['node:fs']],
    ['of several packages', ['deny web -> node:*'], ['node:fs']],
    ['the other way round', ['deny store -> web'], []],
    ['that allow, which deny nothing', ['allow web -> **/port.ts'], []],
    ['with an exception', ['deny web -> *', 'allow web -> node:*'], [STORE]],
    ['with an exception for some', ['deny web -> store', 'allow src/web/a.ts -> store'], []],
    ['that contradict each other', ['allow web -> store', 'deny web -> store'], [STORE]],
    ['where the narrower target decides', ['allow * -> src/store/db.ts', 'deny web -> store'], []],
    ['from everywhere', ['deny * -> store'], [STORE]],
  ])('%s', (_, rules, expected) => {
    expect(imports(rules)).toEqual(expected);
  });

  it('do not speak of what stays on one side', () => {
    const inside = { path: 'src/web/a.ts', text: `import './admin/b.ts';` };
    expect(imports(['deny web -> *', 'deny src/** -> src/web'], inside)).toEqual([]);
    expect(imports(['deny web -> src/web/admin'], inside)).toHaveLength(1);
  });

  it('of another repository, and retired ones, do not count', () => {
    const rules = [
      rule('deny web -> store', { repo: 'other' }),
      rule('deny web -> *', { status: 'retired' }),
    ];
    expect(held({ ...LAYERS, rules }, WEB)).toEqual([]);
    expect(
      held({ ...LAYERS, rules: [rule('deny web -> store', { repo: null })] }, WEB),
    ).toHaveLength(1);
  });

  it('know modules by their dotted names', () => {
    const file = {
      path: 'app/ui/y.py',
      text: 'from app import core\nimport django.db\nfrom ..core import x\n',
    };
    const found = imports(['deny app.ui -> app.core', 'deny * -> django'], file);
    expect(found).toEqual(['app (app/core)', 'django.db', '..core (app/core/x.py)']);
  });

  it.each([
    ['HIGH', 'error'],
    ['MEDIUM', 'warning'],
    ['LOW', 'info'],
    ['critical', 'error'],
    [null, 'error'],
  ])('of severity %s are a finding of severity %s', (severity, expected) => {
    const rules = [rule('deny web -> store', { severity: severity as 'HIGH' | null })];
    expect(held({ ...LAYERS, rules }, WEB)[0]?.severity).toBe(expected);
  });

  it('say where, what was expected, what is there, and why', () => {
    const rules = [rule('deny web -> store', { name: 'Layers', rationale: 'Pages ask the API.' })];
    expect(held({ ...LAYERS, rules }, WEB)).toEqual([
      {
        ...{
          rule: 'forbidden_import',
          severity: 'error',
          repo: 'core',
          path: 'src/web/a.ts',
          line: 1,
        },
        component: 'web',
        expected: 'web does not import store',
        found: `imports ${STORE}`,
        sentence: "It breaks the rule 'Layers'.",
        next: 'Because: Pages ask the API.',
        facts: {
          import_rule: 'RULE-deny web -> store',
          specifier: '../store/db.ts',
          target: 'src/store/db.ts',
        },
      },
    ]);
  });
});

const places = (architecture: Partial<StoredArchitecture>, file: SourceFile, more = {}) =>
  held(architecture, file, more).map(
    ({ rule: id, severity, expected, next }) =>
      `${id} ${severity} · ${expected} · ${next.split(',')[0] ?? ''}`,
  );

describe('the place of a file', () => {
  const at = (path: string, previousPath?: string): SourceFile => ({
    path,
    previousPath,
    text: '',
  });
  const mapped = { ...LAYERS, mappings: [mapping('store', 'src/web/a.ts')] };
  const MISPLACED = 'misplaced_file warning · STORE in src/store · Move it to src/store/a.ts';

  it.each([
    ['is right', LAYERS, at('src/web/a.ts'), []],
    ['is that of another component', mapped, at('src/web/a.ts'), [MISPLACED]],
    [
      'is only guessed to be wrong',
      { ...LAYERS, mappings: [mapping('store', 'src/web/a.ts', { confidence: 0.3 })] },
      at('src/web/a.ts'),
      [MISPLACED.replace('warning', 'info')],
    ],
    [
      'is right for one of its components',
      { ...mapped, mappings: [...mapped.mappings, mapping('web', 'src/web/a.ts')] },
      at('src/web/a.ts'),
      [],
    ],
    [
      'was left with a rename',
      { ...LAYERS, mappings: [mapping('store', 'src/store/a.ts')] },
      at('src/x/a.ts', 'src/store/a.ts'),
      [MISPLACED],
    ],
    [
      'was kept with a rename',
      { ...LAYERS, mappings: [mapping('store', 'src/store/a.ts')] },
      at('src/store/b.ts', 'src/store/a.ts'),
      [],
    ],
    ['was left without a mapping', LAYERS, at('lib/a.ts', 'src/store/a.ts'), [MISPLACED]],
    ['went to another component', LAYERS, at('src/web/a.ts', 'src/store/a.ts'), []],
    [
      'is nowhere',
      LAYERS,
      at('lib/a.ts'),
      [
        'unmapped_file info · a component that claims it · Map it: workspace add mapping file_path=… component_id=…',
      ],
    ],
    ['does not matter where it is no code', LAYERS, at('lib/a.md'), []],
    [
      'does not matter where nothing is placed',
      { rules: [rule('deny a -> b')] },
      at('lib/a.ts'),
      [],
    ],
    [
      'is that of a component that says so itself',
      { components: [component('web', { path: 'src/web' })] },
      at('src/web/a.ts'),
      [],
    ],
    [
      'is that of a component without one',
      {
        ...LAYERS,
        placements: [placement('store', 'src/store')],
        mappings: [mapping('web', 'src/store/x.ts')],
      },
      at('src/store/x.ts'),
      ['misplaced_file warning · a file of STORE in src/store · Map it to STORE'],
    ],
  ])('%s', (_, architecture, file, expected) => {
    expect(places(architecture, file)).toEqual(expected);
  });

  it('is held against the current states, or against the one that is asked for', () => {
    const architecture = {
      components: [component('web')],
      states: [state('NOW'), state('THEN', { type: 'future' })],
      placements: [
        placement('web', 'src/web', { state_id: 'NOW' }),
        placement('web', 'apps/web', { state_id: 'THEN' }),
      ],
      mappings: [mapping('web', 'src/web/a.ts')],
    };
    expect(places(architecture, at('src/web/a.ts'))).toEqual([]);
    expect(places(architecture, at('src/web/a.ts'), { state: 'THEN' })).toEqual([
      'misplaced_file warning · WEB in apps/web · Move it to apps/web/a.ts',
    ]);
  });
});

describe('what is stored', () => {
  it('says nothing of a repository that it does not name', () => {
    const of = (repo: string) => saysNothing(architectureOf(stored(LAYERS), { repo }));
    expect([of('core'), of('other')]).toEqual([false, true]);
  });
});
