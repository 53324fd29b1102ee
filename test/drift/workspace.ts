import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Identity of the author, and nothing of whoever runs the tests. */
export const GIT_ENV = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org' },
  ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.org' },
};

export interface Repository {
  readonly path: string;
  git(...args: readonly string[]): string;
  /** Writes files, without staging them. */
  put(files: Readonly<Record<string, string | Uint8Array>>): void;
}

/** A git repository with a first commit of these files. */
export function repositoryIn(
  path: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Repository {
  mkdirSync(path, { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: path, env: GIT_ENV, encoding: 'utf8' });
  const put: Repository['put'] = (named) => {
    for (const [name, text] of Object.entries(named)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
  };
  put(files);
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-qm', 'first');
  return { path, git, put };
}

/** Two components, each with its place, and the rule between them. */
export const LAYERS: readonly (readonly string[])[] = [
  ['component', 'id=COMP-web', 'name=web'],
  ['component', 'id=COMP-store', 'name=store'],
  ['placement', 'component_id=COMP-web', 'repo=shop', 'path_pattern=src/web/**'],
  ['placement', 'component_id=COMP-store', 'repo=shop', 'path_pattern=src/store/**'],
  ['mapping', 'file_path=src/store/old.ts', 'component_id=COMP-store', 'repo=shop'],
  [
    ...['rule', 'id=RULE-1', 'name=Pages ask the API', 'from_module=web', 'to_module=store'],
    ...['effect=deny', 'repo=shop'],
  ],
];

export const FILES = {
  'src/store/db.ts': 'export const db = 1;\n',
  'src/store/old.ts': 'export const old = 1;\nexport const more = 2;\nexport const rest = 3;\n',
  'src/web/page.ts': 'export const page = 1;\n',
};

export const FORBIDDEN = "import { db } from '../store/db.ts';\nexport const secret = db;\n";
