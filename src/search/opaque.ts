import { createHash } from 'node:crypto';

/** A JSON value as a text that people need not read and URLs carry as it is. */
export const toOpaque = (content: unknown): string =>
  Buffer.from(JSON.stringify(content), 'utf8').toString('base64url');

/** The value of such a text; undefined for any other text. */
export function fromOpaque(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** 96 bits that tell one JSON value from another. */
export const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
