/** Tokens of an answer: what a caller may ask for, and what it gets without asking. */
export const BUDGET = { least: 500, usual: 4_000, most: 100_000 } as const;

/**
 * Bytes of UTF-8 to a token. English prose has about four characters to a token, JSON about three, and
 * Chinese about one, which has three bytes: by bytes no script is underestimated as it would be by characters.
 */
const BYTES_PER_TOKEN = 4;

/** Tokens that a text takes in an agent's context, estimated: no tokenizer fits all models. */
export const tokensIn = (text: string): number =>
  Math.ceil(Buffer.byteLength(text, 'utf8') / BYTES_PER_TOKEN);
