import { resolve } from 'node:path';

import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const CONFIG_FILES = ['test/eslint.config.js', 'test/vitest.config.ts', 'migrations/*.config.ts'];

/** Run from the repository's root. Formatting is Prettier's; who may import whom is test/architecture.test.ts's. */
export default defineConfig(
  {
    ignores: [
      'dist/',
      'data/',
      'coverage/',
      'node_modules/',
      'models/workspace-*/',
      'migrations/meta/',
    ],
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: resolve(import.meta.dirname, '..') },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // An interface may be asynchronous where an implementation has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // What factories return has no `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60 }],
      'max-params': ['error', { max: 3 }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'test/bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // A describe block is a table of contents, not a function; its file has a bound of its own.
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-params': 'off', // columns of a scenario table
      '@typescript-eslint/no-unsafe-assignment': 'off', // expect.any, expect.stringContaining
    },
  },
  { files: CONFIG_FILES, rules: { 'no-restricted-exports': 'off' } },
);
