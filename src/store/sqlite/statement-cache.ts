import type { Database, Statement } from 'better-sqlite3';

/** Statements kept; lists of bound values give many texts, the oldest of which go. */
const KEPT = 400;

/**
 * Makes `prepare` answer with a statement that was compiled before for the same SQL text.
 * drizzle prepares anew for every query; compiling was a third of the time of a write.
 */
export function cacheStatements(sqlite: Database): void {
  const compile = sqlite.prepare.bind(sqlite) as (source: string) => Statement;
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

/** `raw` is a switch on the statement, which its last user may have left on. */
const asNew = (statement: Statement): Statement =>
  statement.reader ? statement.raw(false) : statement;
