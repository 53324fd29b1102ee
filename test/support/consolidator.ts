import { openLegacy } from '#src/store/sqlite/legacy';
import { openStore } from '#src/store/sqlite/open';
import { consolidate } from '#src/transfer/consolidate/consolidate';

/**
 * `consolidator.ts <target> <source>`: a process that consolidates one source, for tests that stop
 * it or fill its disk. Says `read` when the source is read, and then its report's state.
 */
const [path = '', source = ''] = process.argv.slice(2);
const store = openStore({ path, migrations: 'migrations' });
const report = await consolidate({
  ...{ store, open: openLegacy, sources: [source], onConflict: 'fail', dryRun: false },
  onProgress: () => void process.stdout.write('read\n'),
});
const [only] = report.sources;
process.stdout.write(`${only?.state} ${only?.error?.code ?? ''}\n`);
await store.close();
