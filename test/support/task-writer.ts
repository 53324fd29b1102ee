import { openStore } from '#src/store/sqlite/open';

/** `task-writer.ts <database> <count>`: a process that writes tasks one by one, for tests of many at once. */
const [path = '', count = '0'] = process.argv.slice(2);
const store = openStore({ path, migrations: 'migrations' });
for (let n = 0; n < Number(count); n += 1)
  await store.write({
    operations: [{ op: 'create', kind: 'workspace_tasks', value: { title: 't' } }],
  });
await store.close();
