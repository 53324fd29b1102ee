import type { ChainResponse } from '#src/search/chain-of';
import type { DependenciesResponse } from '#src/search/dependencies';
import type { LinkReceipt } from '#src/search/links';
import type { RelatedResponse } from '#src/search/related';
import type { TaggedRecord } from '#src/search/tags';

import { queryOf } from './parameters.ts';
import type { Send, Transport } from './transport.ts';
import type { RecordRef } from './types.ts';

export type * from '#src/search/chain-of';
export type * from '#src/search/dependencies';
export type * from '#src/search/links';
export type * from '#src/search/related';
export type * from '#src/search/tags';

export interface RelatedOptions {
  /** Names of relations, or of kinds: `depends_on`, `issues`. All when absent. */
  readonly relations?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  /** Records of each group, 1 to 1,000; default 50. */
  readonly limit?: number | undefined;
}

/** A link as its two ends and what the first is to the second. */
export interface LinkPlace {
  readonly from: RecordRef;
  readonly relation: string;
  readonly to: RecordRef;
}

/** How records are related, as the typed client asks for it. */
export interface RelationsClient {
  related(ref: RecordRef, options?: RelatedOptions): Promise<RelatedResponse>;
  /** `depth`: 1 to 10,000; default 1,000. */
  dependencies(
    ref: RecordRef,
    options?: { readonly depth?: number | undefined },
  ): Promise<DependenciesResponse>;
  /** The decisions that took each other's place, the one at the head first. */
  chain(ref: RecordRef): Promise<ChainResponse>;
  tags(ref: RecordRef): Promise<TaggedRecord>;
  /** All or none. */
  addTags(ref: RecordRef, tags: readonly string[]): Promise<TaggedRecord>;
  removeTags(ref: RecordRef, tags: readonly string[]): Promise<TaggedRecord>;
  /** `note` is left as it is when not given. */
  link(place: LinkPlace, note?: string): Promise<LinkReceipt>;
  unlink(place: LinkPlace): Promise<void>;
}

export const relationsClient = ({ send }: Pick<Transport, 'send'>): RelationsClient => ({
  ...questions(send),
  ...tagging(send),
  link: (place, note) =>
    send({ method: 'PUT', path: pathOf(place), ...(note !== undefined && { body: { note } }) }),
  unlink: (place) => send({ method: 'DELETE', path: pathOf(place) }),
});

const questions = (send: Send): Pick<RelationsClient, 'related' | 'dependencies' | 'chain'> => ({
  related: ({ kind, id }, { relations, kinds, limit } = {}) =>
    send({
      method: 'GET',
      path: [kind, id, 'related'],
      query: queryOf({ relation: relations, kind: kinds, limit }),
    }),
  dependencies: ({ kind, id }, { depth } = {}) =>
    send({ method: 'GET', path: [kind, id, 'dependencies'], query: queryOf({ depth }) }),
  chain: ({ kind, id }) => send({ method: 'GET', path: [kind, id, 'chain'] }),
});

const tagging = (send: Send): Pick<RelationsClient, 'tags' | 'addTags' | 'removeTags'> => ({
  tags: ({ kind, id }) => send({ method: 'GET', path: [kind, id, 'tags'] }),
  addTags: ({ kind, id }, add) => send({ method: 'POST', path: [kind, id, 'tags'], body: { add } }),
  removeTags: ({ kind, id }, remove) =>
    send({ method: 'POST', path: [kind, id, 'tags'], body: { remove } }),
});

const pathOf = ({ from, relation, to }: LinkPlace): readonly string[] => [
  ...[from.kind, from.id, 'links', relation],
  ...[to.kind, to.id],
];
