import { afterAll } from 'vitest';

import { createClient } from '#src/client';
import { listen } from '#src/http/listen';
import { packageRoot } from '#src/package-root';
import { createWeb } from '#src/web/web';

import { byHttp, createWorld } from '#test/mcp/harness';

import { agentsDoor } from './agents.ts';
import { clientDoor } from './client.ts';
import { commandDoor } from './command.ts';
import type { Door } from './door.ts';
import { pageDoor } from './page.ts';
import { LETTERS, LINKS, RECORDS, TAGS } from './records.ts';
import { restDoor } from './rest.ts';

export const DOOR_NAMES = [
  'REST',
  'the client',
  'the command',
  'MCP',
  'MCP with little room',
  'the page',
] as const;

export interface Workspace {
  readonly doors: Readonly<Record<(typeof DOOR_NAMES)[number], Door>>;
  /** Of `kind id`, the short name in the golden answers: `T1` for the first task of `RECORDS`. */
  readonly names: ReadonlyMap<string, string>;
}

/** Tokens of an answer. */
const ROOM = { plenty: 100_000, little: 500 } as const;

/** One service with the small workspace in it, and every door to it. */
export async function openWorkspace(): Promise<Workspace> {
  const page = createWeb({ root: packageRoot(), signsIn: false });
  const world = createWorld({}, { page });
  const { url, close } = await listen(world.app, { host: '127.0.0.1', port: 0 });
  afterAll(close);
  const client = createClient({ fetch: (at, init) => fetch(at, init), url });
  const names = await fill(client);
  await world.index();
  const agent = await byHttp(world);
  return {
    doors: {
      REST: restDoor(url),
      'the client': clientDoor(client),
      'the command': commandDoor(url),
      MCP: agentsDoor(agent, ROOM.plenty),
      'MCP with little room': agentsDoor(agent, ROOM.little),
      'the page': pageDoor(url),
    },
    names,
  };
}

async function fill(client: ReturnType<typeof createClient>): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, records] of Object.entries(RECORDS)) {
    const made = await client.createMany(kind, records);
    for (const [at, { kind: name, id }] of made.entries())
      names.set(`${name} ${id}`, `${LETTERS[kind] ?? kind}${at + 1}`);
  }
  for (const [kind, id, tags] of TAGS) await client.addTags({ kind, id }, tags);
  for (const [kind, id, relation, toKind, toId] of LINKS)
    await client.link({ from: { kind, id }, relation, to: { kind: toKind, id: toId } });
  return names;
}
