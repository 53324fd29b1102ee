import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { numberOfName } from '#indexer/sources/adr-number';
import { WorkspaceError } from '#src/errors';
import { plainNumber } from '#src/search/chain-names';

/** A file to be made, anew for every number that is tried. */
export type Proposal = (number: number) => { readonly name: string; readonly text: string };

const TRIES = 50;
/** Milliseconds at most before the next try: two at once that both step back must not meet again. */
const LONGEST_PAUSE = 60;

/**
 * Makes the file under the first number from `first` on that nobody takes meanwhile, and never overwrites one. Who sees
 * another file with its own number steps back, so that of two at once at most one keeps it.
 * Codes: target_unwritable; duplicate_id, when one with that name is there and names carry no number.
 */
export async function createNumbered(
  folder: string,
  first: number,
  proposal: Proposal,
): Promise<{ readonly path: string; readonly name: string; readonly number: number }> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const number = (await isTaken(folder, first)) ? await nextIn(folder, first) : first;
    const { name, text } = proposal(number);
    const path = join(folder, name);
    const made = await created(path, text);
    if (made && (await isAlone(folder, name))) return { path, name, number };
    if (made) await rm(path);
    else if (numberOfName(name) === undefined)
      throw new WorkspaceError('duplicate_id', `There is a file at '${path}' already.`, {
        next: 'Choose another title, or edit that file.',
      });
    await pause(Math.random() * LONGEST_PAUSE);
  }
  throw new WorkspaceError('target_unwritable', `No free number was found in '${folder}'.`, {
    next: 'Others are making files there at this moment; try again.',
  });
}

const numbersIn = async (folder: string): Promise<readonly (readonly [string, number])[]> =>
  (await readdir(folder).catch(() => [])).flatMap((name) => {
    const number = numberOfName(name)?.number;
    return number === undefined ? [] : [[name, Number(plainNumber(number))] as const];
  });

const isTaken = async (folder: string, number: number): Promise<boolean> =>
  (await numbersIn(folder)).some(([, each]) => each === number);

const nextIn = async (folder: string, first: number): Promise<number> =>
  Math.max(first - 1, ...(await numbersIn(folder)).map(([, number]) => number)) + 1;

/** False when a file of that name is there. */
async function created(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new WorkspaceError('target_unwritable', `'${path}' cannot be written: ${message}.`, {
      cause,
    });
  }
}

async function isAlone(folder: string, name: string): Promise<boolean> {
  const own = numberOfName(name)?.number;
  if (own === undefined) return true;
  const others = (await numbersIn(folder)).filter(([each]) => each !== name);
  return !others.some(([, number]) => number === Number(plainNumber(own)));
}
