import type { Client } from '#src/client';
import type { RecordHistory, RecordVersion } from '#src/client/changes';
import type { ChainResponse, RelatedResponse } from '#src/client/relations';
import type { RecordRef } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import { neighbourhood, startOf, type Neighbourhood } from '#src/web/graph/neighbourhood';

import { readLinks, type KeptLink } from './read-links.ts';
import { proseFields, type ProseField } from './prose-fields.ts';
import { placeOf, readFiles, type RecordPlace } from './record-place.ts';
import { readSimilar, type SimilarGroup } from './read-similar.ts';

/** Everything that a record's page shows. */
export interface RecordSheet {
  readonly kind: Kind;
  readonly ref: RecordRef<KindName>;
  readonly etag: string;
  /** As it is, or as it was in the version that is looked at. */
  readonly record: AnyRecord;
  readonly version?: RecordVersion<AnyRecord>;
  readonly title: string;
  readonly tags: readonly string[];
  readonly related: RelatedResponse;
  /** Links among what it is related to. */
  readonly links: readonly KeptLink[];
  readonly graph: Neighbourhood;
  readonly chain: ChainResponse;
  readonly similar: readonly SimilarGroup[];
  readonly history: RecordHistory;
  readonly place: RecordPlace;
  readonly texts: readonly ProseField[];
  /** Pages of the files that its texts name. */
  readonly files: ReadonlyMap<string, string>;
}

export interface SheetRequest {
  readonly ref: RecordRef<KindName>;
  /** To look at; default the latest. */
  readonly version?: number | undefined;
  /** Versions are told from before this one; default from the latest. */
  readonly before?: number | undefined;
}

const MOST_RELATED = 25;
const MOST_VERSIONS = 8;

/** Code: not_found. */
export async function readRecord(
  client: Client,
  { ref, version, before }: SheetRequest,
): Promise<RecordSheet> {
  const kind = kindOf(ref.kind);
  const [envelope, shown] = await Promise.all([
    client.get(ref),
    version === undefined ? undefined : client.version(ref, version),
  ]);
  const record: AnyRecord = shown?.record ?? envelope.record;
  const place = placeOf(kind, record);
  const texts = proseFields(kind, record);
  const [tagged, related, links, chain, similar, history, files] = await Promise.all([
    client.tags(ref),
    client.related(ref, { limit: MOST_RELATED }),
    readLinks(client, ref),
    client.chain(ref),
    readSimilar(client, kind, ref),
    client.history(ref, { limit: MOST_VERSIONS, before }),
    readFiles(client, texts, place),
  ]);
  const title = titleOf(kind, record);
  const graph = await neighbourhood(
    { related: async () => related },
    startOf(kind, ref, record),
    AROUND,
  );
  return {
    ...{ kind, ref, record, related, links, graph, chain, similar, history, place, texts, files },
    ...{ etag: envelope.etag, tags: tagged.tags, title },
    ...(shown && { version: shown }),
  };
}

/** What fits beside a text. */
const AROUND = { depth: 1, most: 13 } as const;

/** Of a record that is not there any more: what it was. Undefined when there never was one. */
export async function readGone(
  client: Client,
  { ref, before }: SheetRequest,
): Promise<RecordHistory | undefined> {
  try {
    return await client.history(ref, { limit: MOST_VERSIONS, before });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

export const isNotFound = (error: unknown): boolean =>
  error instanceof WorkspaceError && error.code === 'not_found';
