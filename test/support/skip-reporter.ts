import type { Reporter, TestModule } from 'vitest/node';

/** Says at the end of a run which tests were left out and why: a skip without its reason looks like a pass. */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    for (const test of tests) {
      const result = test.result();
      const reason = 'note' in result && result.note ? result.note : 'no reason given';
      process.stdout.write(`skipped: ${test.fullName}: ${reason}\n`);
    }
  }
}
