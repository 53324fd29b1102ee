import type { Database, Statement } from 'better-sqlite3';

import type { StepWatch } from '#src/store/store';

import { watchStatement } from './watch-statement.ts';

/** Statements kept; lists of bound values give many texts, the oldest of which go. */
const KEPT = 400;

/**
 * Makes `prepare` answer with a statement that was compiled before for the same SQL text.
 * drizzle prepares anew for every query; compiling was a third of the time of a write.
 */
export function cacheStatements(sqlite: Database, watch?: StepWatch): void {
  const prepared = sqlite.prepare.bind(sqlite) as (source: string) => Statement;
  const compile = (source: string): Statement => {
    const statement = prepared(source);
    return watch ? watchStatement({ compile: prepared, statement }, watch) : statement;
  };
  const kept = new Map<string, Statement>();
  const prepare = (source: string): Statement => {
    const known = kept.get(source);
    kept.delete(source);
    const statement = known && !known.busy ? asNew(known) : compile(source);
    kept.set(source, statement);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? source);
    return statement;
  };
  Object.defineProperty(sqlite, 'prepare', { value: prepare });
}

/** `raw` and `pluck` are switches on the statement, which its last user may have left on. */
const asNew = (statement: Statement): Statement =>
  statement.reader ? statement.raw(false).pluck(false) : statement;
