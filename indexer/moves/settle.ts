import type { StoredDocument } from '#indexer/sources/stored-document';

import type { InPlace, Moves } from './find.ts';
import type { Move, StoredText } from './move.ts';
import { isSimilar } from './similar.ts';

interface Found {
  /** Of files with just the bytes of the document. */
  readonly sure: readonly Move[];
  readonly similar: readonly Move[];
}

/**
 * Leaves out moves onto a document that stays, and then those onto what stays for that. A document stays in
 * its path unless it has moved itself, or the file there is just another document, and nothing like it.
 */
export function settleMoves(
  { sure, similar }: Found,
  pairs: readonly InPlace[],
  known: ReadonlyMap<string, StoredText>,
): Moves {
  const holders = new Map(pairs.map(({ kept }) => [kept.path, kept]));
  const yields = (holder: StoredDocument, move: Move): boolean => {
    const text = known.get(holder.id);
    return sure.includes(move) && text !== undefined && !isSimilar(text.content, move.read.content);
  };
  for (let moves = [...sure, ...similar]; ;) {
    const gone = new Set(moves.map(({ from }) => from.id));
    const [free, ousted]: [Move[], StoredDocument[]] = [[], []];
    for (const move of moves) {
      const holder = holders.get(move.read.path);
      if (holder && !gone.has(holder.id) && !yields(holder, move)) continue;
      free.push(move);
      if (holder && !gone.has(holder.id)) ousted.push(holder);
    }
    if (free.length === moves.length) return { moves, ousted };
    moves = free;
  }
}
