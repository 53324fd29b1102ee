import type { KindName } from '#src/kinds/index';

import type { Connection } from './connection.ts';

/** Queries of a kind, built once per connection: building one took longer than running it. */
export function preparedOnce<Query>(
  prepare: (connection: Connection, kind: KindName) => Query,
): (connection: Connection, kind: KindName) => Query {
  const known = new WeakMap<Connection, Map<KindName, Query>>();
  return (connection, kind) => {
    const own = known.get(connection) ?? new Map<KindName, Query>();
    known.set(connection, own);
    const query = own.get(kind) ?? prepare(connection, kind);
    own.set(kind, query);
    return query;
  };
}
