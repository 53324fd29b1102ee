import type { Tokenise } from './encode.ts';

/** What decides whether a tokeniser works word by word: parts of a `tokenizer.json`. */
export interface TokeniserFile {
  readonly normalizer?: { readonly type?: string } | null;
  readonly pre_tokenizer?: { readonly type?: string } | null;
  readonly model?: { readonly type?: string; readonly fuse_unk?: boolean };
  readonly added_tokens?: readonly { readonly content: string }[];
}

/** Words kept: those of a language are fewer, and of names and numbers most come once. Some 10 MB. */
const KEPT = 50_000;
/** UTF-16 units. Longer ones are addresses and encoded bytes, which do not come again. */
const LONGEST = 40;

/** What BERT's normaliser makes spaces of, and no more: other white space, such as `\v`, it removes. */
const SPACE = /[ \t\n\r]+/;

/**
 * Whether the tokens of a text are those of its words, one after the other: BERT's WordPiece splits at
 * spaces and looks across none of them.
 */
export const isByWords = ({
  normalizer,
  pre_tokenizer,
  model,
  added_tokens = [],
}: TokeniserFile): boolean =>
  normalizer?.type === 'BertNormalizer' &&
  pre_tokenizer?.type === 'BertPreTokenizer' &&
  model?.type === 'WordPiece' &&
  model.fuse_unk !== true &&
  added_tokens.every(({ content }) => content.trim() !== '' && !/\s/.test(content));

/**
 * The same tokens, remembering those of words: normalising and splitting took 140 microseconds for a
 * passage of 120 tokens, which is two to five times as long as the shipped model computes on it, and a passage is
 * tokenised four times on its way. Only for a tokeniser that `isByWords`.
 */
export function rememberWords(tokenise: Tokenise, kept = KEPT): Tokenise {
  const known = new Map<string, readonly number[]>();
  const around = surroundings(tokenise);
  const learn = (word: string): readonly number[] => {
    const ids = tokenise(word, false);
    if (word.length > LONGEST) return ids;
    if (known.size >= kept) known.clear();
    known.set(ownCopy(word), ids);
    return ids;
  };
  return (text, special) => {
    const { before, after } = special ? around : NOTHING;
    const ids = [...before];
    for (const word of text.split(SPACE))
      if (word !== '') for (const id of known.get(word) ?? learn(word)) ids.push(id);
    for (const id of after) ids.push(id);
    return ids;
  };
}

const NOTHING = { before: [], after: [] } as const;

/** What the model wants around a text, seen at one. */
function surroundings(tokenise: Tokenise) {
  const bare = tokenise('a', false);
  const whole = tokenise('a', true);
  const start = whole.findIndex((id, at) => bare.every((own, next) => whole[at + next] === own));
  return { before: whole.slice(0, start), after: whole.slice(start + bare.length) };
}

/** V8 keeps a whole text in memory for a part of it that is kept. */
const ownCopy = (part: string): string => Buffer.from(part, 'utf16le').toString('utf16le');
