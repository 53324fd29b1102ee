import type { KindName } from '#src/kinds/index';

/** `workspace_tasks` as `WorkspaceTasks`. */
export const pascalCase = (name: string): string =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const PARTS = ['Record', 'Listed', 'Input', 'Patch', 'Envelope', 'Page', 'Many'] as const;
/** `Record`: as it is kept. `Listed`: the fields that were asked for. `Input`, `Patch`: as it is sent. `Envelope`: with its version. */
export type Part = (typeof PARTS)[number];

/** The name of a schema of a kind in the document. */
export const schemaName = (kind: KindName, part: Part): string => pascalCase(kind) + part;

export const refTo = (name: string): { readonly $ref: string } => ({
  $ref: `#/components/schemas/${name}`,
});

export const refOf = (kind: KindName, part: Part): { readonly $ref: string } =>
  refTo(schemaName(kind, part));
