import { readBundle, type Bundle } from '#src/transfer/import/bundle';
import { importRecords, planImport } from '#src/transfer/import/import';
import type { ImportPlan, ImportRequest } from '#src/transfer/import/types';
import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import { temporaryStore, type TemporaryStore } from './temporary-store.ts';

type Options = Partial<ImportRequest>;

/** A new store with short words for what tests of imports do. */
export interface Importer extends TemporaryStore {
  plan(bundle: Bundle, options?: Options): Promise<ImportPlan>;
  /** Imports, and answers the plan that was carried out. */
  bring(bundle: Bundle, options?: Options): Promise<ImportPlan>;
  get(kind: KindName, id: string): Promise<AnyRecord | undefined>;
  countOf(kind: KindName): Promise<number>;
}

/** A merge of a bundle, unless the options say otherwise. */
export const requestOf = (bundle: Bundle, options: Options = {}): ImportRequest => ({
  ...readBundle(bundle),
  mode: 'merge',
  ...options,
});

/** `file pointer: reason` of each fault. */
export const faultsOf = ({ faults }: ImportPlan): readonly string[] =>
  faults.map(({ source, reason }) => `${source.file} ${source.pointer}: ${reason}`);

export function importer(): Importer {
  const temporary = temporaryStore();
  const { store } = temporary;
  return {
    ...temporary,
    plan: (bundle, options) => planImport(store, requestOf(bundle, options)),
    bring: async (bundle, options) => (await importRecords(store, requestOf(bundle, options))).plan,
    get: async (kind, id) => (await store.get(kind, id))?.record,
    countOf: async (kind) => (await store.list({ kind, sort: [], limit: 1 })).total,
  };
}
