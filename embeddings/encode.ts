import type { ModelEntry } from '#models/catalog';

import type { Use } from './embedder.ts';
import { headerRoom } from './passages.ts';
import { splitPassage } from './template.ts';

/** Token ids of a text; `special` adds what the model wants around it (`[CLS]`, `[SEP]`). */
export type Tokenise = (text: string, special: boolean) => readonly number[];

export interface Encoder {
  /**
   * Token ids of one input with its prefix, never more than the model's window: a passage that is too long
   * gives up the end of its header first, then its own.
   */
  encode(text: string, use: Use): readonly number[];
  /** Tokens of a text alone. */
  count(text: string): number;
  /** Tokens left for a header and its passage. */
  readonly room: number;
}

/** Turns texts into inputs of a model. (The tokeniser's own truncation pads every batch to the whole window.) */
export function createEncoder(entry: ModelEntry, tokenise: Tokenise): Encoder {
  const [opening, ...closing] = tokenise('', true);
  const special = opening === undefined ? 0 : 1 + closing.length;
  const most = entry.tokenWindow - special;
  const count = (text: string) => tokenise(text, false).length;
  const room = most - count(entry.prefixes.passage);

  const tooLong: Readonly<Record<Use, (text: string) => readonly number[]>> = {
    query: (text) => tokenise(entry.prefixes.query + text, false),
    passage: (joined) => {
      const { header, text } = splitPassage(joined);
      const before = tokenise(entry.prefixes.passage + header, false);
      return [...before.slice(0, most - room + headerRoom(room)), ...tokenise(text, false)];
    },
  };
  return {
    room,
    count,
    encode(text, use) {
      const ids = tokenise(entry.prefixes[use] + text, true);
      if (ids.length <= entry.tokenWindow) return ids;
      const content = tooLong[use](text).slice(0, most);
      return opening === undefined ? content : [opening, ...content, ...closing];
    },
  };
}
