/** One step of a JSON Patch (RFC 6902); `path` is an RFC 6901 pointer. */
export type PatchStep =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

export type JsonPatch = readonly PatchStep[];

export interface Comparison {
  /** Id of the older snapshot; null when there is none before. */
  readonly before: string | null;
  readonly after: string;
  readonly summary: string;
  readonly diff: JsonPatch;
}

export interface ChangesQuery {
  readonly name: string;
  /** Default: of every repository. */
  readonly repo?: string | undefined;
  readonly limit: number;
}
