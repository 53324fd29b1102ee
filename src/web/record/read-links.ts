import type { Client } from '#src/client';
import type { RelatedGroup } from '#src/client/relations';
import type { RecordRef, UrlFilters } from '#src/client/types';
import { linkSeen } from '#src/kinds/relations-names';

/** A link that somebody made, as one of its two records sees it. */
export interface KeptLink {
  readonly id: string;
  /** What the other record is to this one. */
  readonly relation: string;
  readonly other: RecordRef;
  readonly note: string | null;
}

const MOST = 200;

/** The links of a record in both directions, apart from what fields say. */
export async function readLinks(
  client: Pick<Client, 'list'>,
  { kind, id }: RecordRef,
): Promise<readonly KeptLink[]> {
  const linksBy = async (filters: UrlFilters) =>
    (await client.list('record_links', { filters, limit: MOST })).items;
  const [out, back] = await Promise.all([
    linksBy([
      ['from_kind', kind],
      ['from_id', id],
    ]),
    linksBy([
      ['to_kind', kind],
      ['to_id', id],
    ]),
  ]);
  return [
    ...out.map(({ to_kind, to_id, ...link }) => ({
      ...{ id: link.id, note: link.note, relation: link.relation },
      other: { kind: to_kind, id: to_id },
    })),
    ...back.map(({ from_kind, from_id, ...link }) => ({
      ...{ id: link.id, note: link.note, relation: linkSeen(link.relation, 'to').name },
      other: { kind: from_kind, id: from_id },
    })),
  ];
}

/** The link that relates a record of a group, if one does. */
export const linkWith = (
  links: readonly KeptLink[],
  { relation }: Pick<RelatedGroup, 'relation'>,
  { kind, id }: RecordRef,
): KeptLink | undefined =>
  links.find(
    (link) => link.relation === relation && link.other.kind === kind && link.other.id === id,
  );
