import type { Transport } from './transport.ts';

/** JSON Schema, dialect 2020-12, as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** An OpenAPI document, version 3.1, as JSON. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  /** Operations by path, then by method in lower case. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
  readonly [part: string]: unknown;
}

export interface DocumentClient {
  /** The service described for programs: `GET /openapi.json`. */
  openApi(): Promise<OpenApiDocument>;
}

export const documentClient = ({ send }: Pick<Transport, 'send'>): DocumentClient => ({
  openApi: () => send({ method: 'GET', path: ['openapi.json'], beside: true }),
});
