import type { Entry, LoadPackage, Rival } from './rival.ts';

/** As much of Orama as is used here. */
interface Orama {
  create(options: { readonly schema: Readonly<Record<string, string>> }): Index;
  insertMultiple(index: Index, rows: readonly unknown[], batch: number): Promise<unknown>;
  search(index: Index, query: unknown): Promise<unknown>;
}
type Index = object;

const BATCH = 1_000;

/** All in memory, hybrid; `similarity: 0` so that its answer is as complete as ours. */
export async function openOrama(load: LoadPackage, entries: readonly Entry[]): Promise<Rival> {
  const { create, insertMultiple, search } = load('@orama/orama') as Orama;
  const dimensions = entries[0]?.vector.length ?? 0;
  const index = create({
    schema: { id: 'string', text: 'string', repo: 'enum', embedding: `vector[${dimensions}]` },
  });
  const rows = entries.map(({ vector, ...entry }) => ({ ...entry, embedding: Array.from(vector) }));
  await insertMultiple(index, rows, BATCH);
  return {
    ask: ({ text, vector, repo }) =>
      search(index, {
        ...{ mode: 'hybrid', term: text, limit: 10, similarity: 0 },
        vector: { value: Array.from(vector), property: 'embedding' },
        ...(repo !== undefined && { where: { repo: { eq: repo } } }),
      }),
    close: async () => undefined,
  };
}
