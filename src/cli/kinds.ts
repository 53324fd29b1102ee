import type { Client } from '#src/client';
import type { KindDescription } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

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

/** As `findKind`, for a name that the service has answered with. */
export async function describeKind(client: Client, name: string): Promise<KindDescription> {
  const kind = await findKind(client, name);
  if (kind) return kind;
  throw new WorkspaceError('unknown_kind', `The service does not describe the kind ${name}.`);
}
