/** Parts of the one stylesheet, in the order in which they are put together; each is `styles/<name>.css`. */
export const STYLE_PARTS = [
  'tokens',
  'base',
  'shell',
  'parts',
  'search',
  'record',
  'record-aside',
  'related',
  'markdown',
  'graph',
  'timeline',
  'lists',
  'plots',
  'dashboard',
  'forms',
  'transfer',
  'reference',
] as const;

/** Scripts that need no compiling, by the name that they are served under: where a source tree has them, and a build. */
export const VENDORED: Readonly<
  Record<string, { readonly source: string; readonly built: string }>
> = {
  'mermaid.min.js': {
    source: 'node_modules/mermaid/dist/mermaid.min.js',
    built: 'dist/src/web/vendor/mermaid.min.js',
  },
};
