import { describe, expect, it } from 'vitest';

import { treeOf } from '#src/cli/check/drift/tree';
import { languageOf } from '#src/operations/drift/languages';

const PATHS = [
  ...['package.json', 'src/errors.ts', 'src/web/page.tsx', 'src/web/index.ts', 'src/old.mts'],
  ...['packages/core/package.json', 'packages/core/src/store.ts', 'packages/ui/tsconfig.json'],
  ...['packages/ui/src/app.ts', 'packages/ui/lib/util.ts', 'legacy/json.ts'],
  ...['app/__init__.py', 'app/db.py', 'app/api/__init__.py', 'app/api/routes.py'],
  ...['src/tools/run.py', 'scripts/deploy.py', 'scripts/helpers.py', 'spaces/deep/mod.py'],
  ...['go.mod', 'internal/store/store.go', 'java/src/main/java/org/acme/Store.java'],
  ...['crates/x/src/lib.rs', 'crates/x/src/store/mod.rs', 'crates/x/src/web.rs'],
  ...['include/acme/store.h', 'c/main.c', 'c/own.h', 'lib/acme/store.rb', 'app/Models/User.php'],
];

const MANIFESTS = [
  [
    'package.json',
    '{ "name": "acme", "imports": { "#src/*": { "source": "./src/*.ts", "default": "./dist/*.js" } } }',
  ],
  ['packages/core/package.json', '{ "name": "@acme/core" }'],
  [
    'packages/ui/tsconfig.json',
    '{ // ours\n "compilerOptions": { "baseUrl": ".", "paths": { "@ui/*": ["src/*", "lib/*"], }, } }',
  ],
  ['broken/package.json', '{'],
  ['go.mod', 'module example.com/acme\n\ngo 1.22\n'],
] as const;

const tree = treeOf(PATHS, MANIFESTS);

describe('an import leads to', () => {
  it.each([
    ['src/web/page.tsx', '../errors', 'src/errors.ts'],
    ['src/web/page.tsx', '../errors.js', 'src/errors.ts'],
    ['src/web/page.tsx', '.', 'src/web/index.ts'],
    ['src/errors.ts', './web', 'src/web/index.ts'],
    ['src/errors.ts', './old.mjs', 'src/old.mts'],
    ['src/errors.ts', './generated/x', 'src/generated/x'],
    ['src/errors.ts', '../../elsewhere', undefined],
    ['src/errors.ts', '#src/web/page', undefined],
    ['src/web/page.tsx', '#src/errors', 'src/errors.ts'],
    ['src/errors.ts', '@acme/core/store', 'packages/core/src/store.ts'],
    ['src/errors.ts', '@acme/core', 'packages/core'],
    ['src/errors.ts', 'acme/errors', 'src/errors.ts'],
    ['src/errors.ts', 'react', undefined],
    ['packages/ui/src/app.ts', '@ui/app', 'packages/ui/src/app.ts'],
    ['packages/ui/src/app.ts', '@ui/util', 'packages/ui/lib/util.ts'],
    ['packages/ui/src/app.ts', 'lib/util', 'packages/ui/lib/util.ts'],
    ['src/errors.ts', '@ui/app', undefined],
    ['src/errors.ts', './web/page?raw', 'src/web/page.tsx'],
    ['app/api/routes.py', 'app.db', 'app/db.py'],
    ['app/api/routes.py', '.', 'app/api/__init__.py'],
    ['app/api/routes.py', '..db', 'app/db.py'],
    ['app/api/routes.py', '...x', undefined],
    ['app/db.py', 'tools.run', 'src/tools/run.py'],
    ['scripts/deploy.py', 'helpers', 'scripts/helpers.py'],
    ['app/db.py', 'helpers', undefined],
    ['app/db.py', 'django.db', undefined],
    ['app/db.py', 'spaces.deep', 'spaces/deep'],
    ['cmd/main.go', 'example.com/acme/internal/store', 'internal/store'],
    ['cmd/main.go', 'fmt', undefined],
    ['A.java', 'org.acme.Store', 'java/src/main/java/org/acme/Store.java'],
    ['A.java', 'java.util.List', undefined],
    ['crates/x/src/web.rs', 'crate::store::Store', 'crates/x/src/store/mod.rs'],
    ['crates/x/src/store/mod.rs', 'super::web', 'crates/x/src/web.rs'],
    ['crates/x/src/web.rs', 'std::io', undefined],
    ['c/main.c', 'acme/store.h', 'include/acme/store.h'],
    ['c/main.c', 'own.h', 'c/own.h'],
    ['c/main.c', 'stdio.h', undefined],
    ['bin/x.rb', 'acme/store', 'lib/acme/store.rb'],
    ['public/index.php', 'App\\Models\\User', 'app/Models/User.php'],
  ])('from %s, %s: %s', (from, specifier, expected) => {
    const found = languageOf(from)?.resolve(tree, from, { specifier, line: 1 });
    expect(found).toEqual(expected === undefined ? [] : [expected]);
  });

  it('each name that is a module of its own', () => {
    const names = ['db', 'api', 'VERSION'];
    const found = languageOf('x.py')?.resolve(tree, 'x.py', { specifier: 'app', line: 1, names });
    expect(found).toEqual(['app/db.py', 'app/api/__init__.py']);
  });
});
