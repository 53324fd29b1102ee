import type { Client } from '#src/client';
import type { KindDescription } from '#src/client/types';

export const kindNamed = (
  kinds: readonly KindDescription[],
  name: string,
): KindDescription | undefined =>
  kinds.find((kind) => kind.name === name || kind.short.includes(name));

/** The service's description of a kind, by its name or a short one; undefined when it knows none. */
export const findKind = async (
  client: Client,
  name: string,
): Promise<KindDescription | undefined> => kindNamed(await client.kinds(), name);

/** `decision` of `architecture_decisions`; of a kind without a short name the full one. */
export const shortName = (name: string, kinds: readonly KindDescription[]): string =>
  kinds.find((kind) => kind.name === name)?.short[0] ?? name;
