/**
 * Who may import whom, and where packages enter: DESIGN's two tables as data.
 * A path that ends with `/` is a folder with all that is in it; the longest path that matches names a file's area.
 */
export interface Area {
  readonly name: string;
  readonly paths: readonly string[];
  /** Names of areas. Its own area and `EVERYONES` are always allowed. */
  readonly mayImport: readonly string[] | 'everything';
  readonly because: string;
}

/** Areas that import nothing of importance and that everyone may import. */
export const EVERYONES: readonly string[] = ['errors', 'package root', 'recent', 'local path'];

const ANSWERING = [
  'search',
  'indexer',
  'transfer',
  'operations',
  'answers',
  'kinds',
  'store port',
] as const;

export const AREAS: readonly Area[] = [
  {
    name: 'errors',
    paths: ['src/errors.ts'],
    mayImport: [],
    because: 'it is imported by everyone, so it imports nobody',
  },
  {
    name: 'package root',
    paths: ['src/package-root.ts'],
    mayImport: [],
    because: 'it only says where the package lies',
  },
  {
    name: 'recent',
    paths: ['src/recent.ts'],
    mayImport: [],
    because: 'it only keeps what others hand it, and knows nothing of it',
  },
  {
    name: 'local path',
    paths: ['src/local-path.ts'],
    mayImport: [],
    because: 'where a form may lead is one rule for all doors',
  },
  {
    name: 'kinds',
    paths: ['src/kinds/'],
    mayImport: [],
    because: 'it is a leaf that drizzle-kit loads on its own',
  },
  {
    name: 'models',
    paths: ['models/'],
    mayImport: [],
    because: 'models are data',
  },
  {
    name: 'embedder port',
    paths: ['embeddings/embedder.ts'],
    mayImport: [],
    because: 'a port knows no implementation',
  },
  {
    name: 'passages',
    paths: ['embeddings/passages.ts', 'embeddings/splitters.ts', 'embeddings/template.ts'],
    mayImport: ['embedder port'],
    because: 'cutting text is pure and needs no model',
  },
  {
    name: 'embeddings',
    paths: ['embeddings/'],
    mayImport: ['embedder port', 'passages', 'models'],
    because: 'text to vectors needs nothing of what is stored',
  },
  {
    name: 'store port',
    paths: [
      'src/store/store.ts',
      'src/store/audit.ts',
      'src/store/backup.ts',
      'src/store/restore.ts',
      'src/store/changes.ts',
      'src/store/coverage.ts',
      'src/store/scope.ts',
      'src/store/sources.ts',
      'src/store/search-index.ts',
      'src/store/growth.ts',
      'src/store/index-pace.ts',
      'src/store/index-queue.ts',
      'src/store/legacy.ts',
      'src/store/lifecycle.ts',
      'src/store/names.ts',
      'src/store/statistics.ts',
      'src/store/pulse.ts',
      'src/store/steps.ts',
    ],
    mayImport: ['kinds'],
    because: 'a second engine must be possible without a change outside src/store',
  },
  {
    name: 'sqlite',
    paths: ['src/store/sqlite/'],
    mayImport: ['store port', 'kinds'],
    because: 'the engine knows its port and the kinds, and nobody above it',
  },
  {
    name: 'search',
    paths: ['src/search/'],
    mayImport: ['kinds', 'embedder port', 'store port'],
    because: 'search asks ports, so that it can be tested with fakes',
  },
  {
    name: 'indexer',
    paths: ['indexer/'],
    mayImport: ['kinds', 'embedder port', 'passages', 'store port'],
    because: 'the indexer keeps vectors in step through ports',
  },
  {
    name: 'transfer',
    paths: ['src/transfer/'],
    mayImport: ['search', 'answers', 'kinds', 'store port'],
    because: 'it is used by every door',
  },
  {
    name: 'operations',
    paths: ['src/operations/'],
    mayImport: ['search', 'answers', 'kinds', 'store port'],
    because: 'it is used by every door',
  },
  {
    name: 'answers',
    paths: [
      'src/operations/backup-types.ts',
      'src/operations/configuration-types.ts',
      'src/operations/doctor-types.ts',
      'src/operations/queue-types.ts',
      'src/operations/session-types.ts',
      'src/operations/source-types.ts',
      'src/operations/statistics-types.ts',
      'src/operations/growth-types.ts',
      'src/operations/index-types.ts',
      'src/operations/lint-types.ts',
      'src/operations/model-types.ts',
      'src/operations/precedents-types.ts',
      'src/operations/check-types.ts',
      'src/operations/space-types.ts',
      'src/transfer/import/report-types.ts',
      'src/transfer/import/types.ts',
    ],
    mayImport: ['search', 'kinds', 'store port'],
    because: 'they are types, which a client knows without who gives them',
  },
  {
    name: 'client',
    paths: ['src/client.ts', 'src/client/'],
    mayImport: ['kinds', 'search', 'answers', 'store port'],
    because: 'a client knows the answers, not who gives them',
  },
  {
    name: 'http',
    paths: ['src/http/'],
    mayImport: [...ANSWERING, 'client'],
    because: 'doors call the same functions, not each other',
  },
  {
    name: 'mcp',
    paths: ['src/mcp/'],
    mayImport: [...ANSWERING, 'client'],
    because: 'doors call the same functions, not each other',
  },
  {
    name: 'web',
    paths: ['src/web/'],
    mayImport: [...ANSWERING, 'client'],
    because: 'doors call the same functions, not each other',
  },
  {
    name: 'cli',
    paths: ['src/cli/'],
    mayImport: [...ANSWERING, 'client', 'command wiring'],
    because: 'doors call the same functions, not each other',
  },
  {
    name: 'command wiring',
    paths: [
      'src/cli/agents.ts',
      'src/cli/connection.ts',
      'src/cli/models.ts',
      'src/cli/service-watch.ts',
      'src/cli/serving.ts',
      'src/cli/demo/demo.ts',
    ],
    mayImport: [...ANSWERING, 'client', 'cli', 'wiring', 'listen', 'mcp'],
    because: 'the command puts a service together in these files only',
  },
  {
    name: 'listen',
    paths: ['src/http/listen.ts'],
    mayImport: ['http'],
    because: 'it binds the port for both mains',
  },
  {
    name: 'wiring',
    paths: [
      'src/config.ts',
      'src/embedders.ts',
      'src/env-file.ts',
      'src/greeting.ts',
      'src/installation.ts',
      'src/log.ts',
      'src/model-choice.ts',
      'src/model-tools.ts',
      'src/observing.ts',
      'src/service.ts',
    ],
    mayImport: 'everything',
    because: 'it puts a service together',
  },
  {
    name: 'server main',
    paths: ['src/main.ts'],
    mayImport: 'everything',
    because: 'it is the composition root of the server',
  },
  {
    name: 'command main',
    paths: ['src/cli/main.ts'],
    mayImport: 'everything',
    because: 'it is the composition root of the command',
  },
  {
    name: 'migrations',
    paths: ['migrations/'],
    mayImport: ['kinds'],
    because: 'migrations remember; they do not run with the program',
  },
  { name: 'test', paths: ['test/'], mayImport: 'everything', because: 'tests see everything' },
];

/** Files that nobody imports. */
export const MAINS: readonly string[] = ['src/main.ts', 'src/cli/main.ts'];

/** A package, or a path into one, and the only places that may import it; the longest name that matches counts. */
export interface Door {
  readonly packages: readonly string[];
  readonly enters: readonly string[];
}

export const DOORS: readonly Door[] = [
  {
    packages: [
      'better-sqlite3',
      'sqlite-vec',
      'drizzle-orm/better-sqlite3',
      'drizzle-orm/migrator',
    ],
    enters: ['src/store/sqlite/'],
  },
  {
    packages: ['drizzle-orm', 'drizzle-orm/sqlite-core', 'drizzle-zod'],
    enters: ['src/kinds/', 'src/store/sqlite/', 'migrations/'],
  },
  { packages: ['@xenova/transformers'], enters: ['embeddings/transformers.ts'] },
  { packages: ['onnxruntime-node', 'onnxruntime-web'], enters: [] },
  { packages: ['hono'], enters: ['src/http/', 'src/web/', 'src/mcp/', 'src/client.ts'] },
  { packages: ['@hono/node-server'], enters: ['src/http/listen.ts'] },
  { packages: ['d3-force', 'd3-scale', 'd3-shape'], enters: ['src/web/'] },
  { packages: ['mermaid'], enters: [] }, // its bundle is served to a frame, and runs nowhere else
  { packages: ['@modelcontextprotocol/sdk'], enters: ['src/mcp/'] },
  { packages: ['commander', 'cli-progress'], enters: ['src/cli/'] },
  { packages: ['pino'], enters: ['src/log.ts'] },
  { packages: ['prom-client'], enters: ['src/http/observing/'] },
];

/** Where `process.env` may be read. */
export const READS_ENVIRONMENT: readonly string[] = MAINS;

/** Files whose tool asks for a default export. */
export const CONFIG_FILE = /\.config\.(ts|js)$/;

export const MOST_LINES = 300;
