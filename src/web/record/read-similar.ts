import type { Client } from '#src/client';
import type { RecordRef, SimilarOptions } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import { decidingKinds, decisionsOnly } from '#src/kinds/deciding';
import type { Kind } from '#src/kinds/kind';
import type { SearchResponse } from '#src/search/types';
import { plural } from '#src/web/words';

/** Records that say the like, or why none can be told. */
export interface SimilarGroup {
  readonly title: string;
  readonly answer?: SearchResponse;
  readonly fault?: string;
}

const MOST = 6;
const DECISIONS: SimilarOptions = { kinds: decidingKinds, filters: decisionsOnly };

/** Similar decisions, and beside a record that is none its own kind. Empty for a record without text. */
export async function readSimilar(
  client: Pick<Client, 'similar'>,
  kind: Kind,
  ref: RecordRef,
): Promise<readonly SimilarGroup[]> {
  if (!kind.passages) return [];
  const own: SimilarOptions = { kinds: [kind.name], limit: MOST };
  const groups = [
    ...(kind.lifecycle ? [] : [{ title: `Similar ${plural(kind.label)}`, options: own }]),
    { title: 'Similar decisions', options: { ...DECISIONS, limit: MOST } },
  ];
  return Promise.all(
    groups.map(async ({ title, options }): Promise<SimilarGroup> => {
      try {
        return { title, answer: await client.similar(ref, options) };
      } catch (error) {
        if (!(error instanceof WorkspaceError) || error.code === 'unauthorized') throw error;
        return { title, fault: error.message };
      }
    }),
  );
}
