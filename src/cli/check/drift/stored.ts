import type { Client } from '#src/client';
import type { Page } from '#src/client/types';
import type { StoredArchitecture } from '#src/operations/drift/architecture';

/** All of it: it is small beside the code that it is about. */
export async function readArchitecture(client: Client): Promise<StoredArchitecture> {
  return {
    components: await all((page) => client.list('architecture_components', page)),
    placements: await all((page) => client.list('component_placements', page)),
    mappings: await all((page) => client.list('code_component_mappings', page)),
    rules: await all((page) => client.list('import_rules', page)),
    states: await all((page) => client.list('architecture_states', page)),
  };
}

interface Asked {
  readonly limit: number;
  readonly cursor?: string;
}

async function all<T>(read: (asked: Asked) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit: 1_000, ...(cursor !== undefined && { cursor }) });
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
