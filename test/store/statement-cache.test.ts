import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';

import { cacheStatements } from '#src/store/sqlite/statement-cache';

const ONE = 'SELECT 1 AS one, 2 AS two';

it.each([
  ['values', (sqlite: Sqlite.Database) => sqlite.prepare(ONE).pluck().get()],
  ['lists', (sqlite: Sqlite.Database) => sqlite.prepare(ONE).raw().get()],
  ['nothing yet', (sqlite: Sqlite.Database) => void sqlite.prepare(ONE).raw().iterate().next()],
])('a statement that was used for %s answers with rows for whoever asks next', (_, use) => {
  const sqlite = new Sqlite(':memory:');
  cacheStatements(sqlite);
  use(sqlite);
  expect(sqlite.prepare(ONE).get()).toEqual({ one: 1, two: 2 });
  expect(sqlite.prepare(ONE).raw().get()).toEqual([1, 2]);
  expect(sqlite.prepare(ONE).get()).toEqual({ one: 1, two: 2 });
});
