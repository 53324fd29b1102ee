import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkFile } from '#test/support/crash/checker';
import { createFleet, type Fleet, type Member } from '#test/support/crash/fleet';
import { embedders } from '#test/support/crash/models';
import { seeded } from '#test/support/crash/seeded';

/** `CRASH_KILLS=2000 CRASH_SEED=7` for a long form, or for the same choices again. */
const KILLS = Number(process.env['CRASH_KILLS'] ?? 50);
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
/** Kills between two looks at the file. */
const ROUND = 13;
/** Milliseconds that processes work before the next one is killed. */
const LONGEST_WORK = 350;

const CREW = [
  { role: 'serve', name: 'server' },
  { role: 'write', name: 'one' },
  { role: 'write', name: 'two' },
  { role: 'index', name: 'indexer' },
  { role: 'change', name: 'spaces' },
] as const;

describe(`processes that are killed at any point (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-crash-'));
  const path = join(folder, 'crash.db');
  const random = seeded(SEED);
  let fleet: Fleet;
  beforeAll(async () => {
    fleet = await createFleet(path);
  });
  afterAll(() => {
    fleet.remove();
    rmSync(folder, { recursive: true });
  });

  it(
    `leave a file that converges, ${KILLS} times`,
    async () => {
      let kills = 0;
      while (kills < KILLS) {
        const crew = await Promise.all(
          CREW.map(({ role, name }) => ready(fleet.start(role, name))),
        );
        for (let dead = 0; dead < ROUND - crew.length; dead += 1) {
          await sleep(random(LONGEST_WORK));
          const at = random(crew.length);
          const { role, name } = crew[at] as Member;
          await fleet.kill(crew[at] as Member);
          crew[at] = await ready(fleet.start(role, name));
          kills += 1;
        }
        await Promise.all(crew.map((member) => fleet.kill(member)));
        kills += crew.length;
        const { records, passages } = await checkFile(path, embedders(), fleet.ledger);
        expect(records).toBeGreaterThan(0);
        expect(passages).toBeGreaterThan(records);
      }
      expect(fleet.errors()).toBe('');
    },
    Math.max(300_000, KILLS * 5_000),
  );
});

/** One that ends before it begins would never be waited for. */
async function ready(member: Member): Promise<Member> {
  const ended = new Promise<never>((_, reject) => {
    member.process.once('exit', (code) => {
      if (code !== null) reject(new Error(`The ${member.role} ended with ${code}.`));
    });
  });
  ended.catch(() => undefined);
  await Promise.race([member.begun, ended]);
  return member;
}
