import type { Statement } from 'better-sqlite3';

import type { StepWatch } from '#src/store/store';

/** `prepare` of a database. */
type Compile = (source: string) => Statement;
interface Step {
  readonly detail: string;
}
type Run = (...parameters: unknown[]) => unknown;

const TIMED = ['all', 'get', 'run'] as const;
const LONGEST_TEXT = 2_000;

/** The same statement; when it takes long, `watch` is told, with its plan for the very values that it took long with. */
export function watchStatement(
  { compile, statement }: { compile: Compile; statement: Statement },
  { after, tell }: StepWatch,
): Statement {
  for (const name of TIMED) {
    const run: Run = statement[name].bind(statement);
    const timed: Run = (...parameters) => {
      const began = performance.now();
      try {
        return run(...parameters);
      } finally {
        const milliseconds = performance.now() - began;
        if (milliseconds >= after)
          tell({ milliseconds, ...described(compile, statement.source, parameters) });
      }
    };
    Object.defineProperty(statement, name, { value: timed });
  }
  return statement;
}

const described = (compile: Compile, source: string, parameters: unknown[]) => ({
  text: source.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT),
  plan: planOf(compile, source, parameters),
});

/** There is none of BEGIN and COMMIT, and none can be asked for while rows are read one by one. */
function planOf(compile: Compile, source: string, parameters: unknown[]): readonly string[] {
  try {
    const steps = compile(`EXPLAIN QUERY PLAN ${source}`).all(...parameters) as readonly Step[];
    return steps.map(({ detail }) => detail);
  } catch {
    return [];
  }
}
