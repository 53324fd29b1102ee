import { claimTasks } from '#src/operations/claim-tasks';
import { openStore } from '#src/store/sqlite/open';

/** `task-claimer.ts <database> <agent>`: a process that claims tasks one by one until there are none, and prints their ids. */
const [path = '', agent = ''] = process.argv.slice(2);
const store = openStore({ path, migrations: 'migrations' });
const ids: string[] = [];
for (;;) {
  const { tasks } = await claimTasks(store, { agent, capabilities: [], limit: 1 });
  if (tasks.length === 0) break;
  ids.push(...tasks.map(({ id }) => id));
}
await store.close();
process.stdout.write(JSON.stringify(ids));
