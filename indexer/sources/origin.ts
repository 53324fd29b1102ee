import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';

import { remoteAddress } from './code-host.ts';

/** Hexadecimal digits: 64 bits tell any number of folders apart. */
const DIGITS = 16;

export interface OriginFacts {
  /** Absolute: the work tree's root, or the folder itself. */
  readonly root: string;
  readonly remote: string | undefined;
}

/**
 * Tells folders apart that go by one repository's name: a hash, so that no address and no path of a
 * machine is stored. A remote is the same in every checkout, however it is asked for; without one
 * it is the place on this machine.
 */
export function originOf(facts: OriginFacts): string {
  return createHash('sha256').update(placeOf(facts)).digest('hex').slice(0, DIGITS);
}

function placeOf({ root, remote }: OriginFacts): string {
  const address = remote === undefined ? undefined : remoteAddress(remote);
  if (address) return `${address.host.toLowerCase()}/${address.path}`;
  return `${hostname()}\0${resolve(root, remote?.replace(/^file:\/\//, '') ?? '')}`;
}
