import type { DocumentInput } from '#indexer/sources/document';
import type { StoredDocument } from '#indexer/sources/stored-document';

import { exactMoves } from './exact.ts';
import { bytesOf, originIn, type Move, type StoredText } from './move.ts';
import { settleMoves } from './settle.ts';
import { isSimilar, similarPairs, type Text } from './similar.ts';

/** A file and what is stored under its path. */
export interface InPlace {
  readonly read: DocumentInput;
  readonly kept: StoredDocument;
}

/** What the files of a repository are, beside what is stored of it. */
export interface Comparison {
  /** Files under whose path nothing is stored. */
  readonly added: readonly DocumentInput[];
  /** Files under whose path something is stored, as they are or as they were. */
  readonly pairs: readonly InPlace[];
  /** Documents whose files are gone. */
  readonly missing: readonly StoredDocument[];
}

export interface Moves {
  readonly moves: readonly Move[];
  /** Documents whose path another one has taken, and that are nowhere else. */
  readonly ousted: readonly StoredDocument[];
}

type Texts = (ids: readonly string[]) => Promise<readonly StoredText[]>;

const NONE: Moves = { moves: [], ousted: [] };

/**
 * Which documents have moved: those whose text is under another path now, as it was or much of it. One
 * whose own path has another version of it is still there, whatever else is a copy of it, and nobody
 * takes its path. Where it cannot be told, nothing has moved. `texts` is asked for as few as possible.
 */
export async function findMoves(compared: Comparison, texts: Texts): Promise<Moves> {
  const edited = compared.pairs.filter(isEdited);
  if (!canMove(compared, edited)) return NONE;
  const exact = exactMoves(
    [...compared.missing, ...edited.map(({ kept }) => kept)],
    [...compared.added, ...edited.map(({ read }) => read)],
  );
  const places = new Map(edited.map((pair) => [pair.kept.id, pair]));
  const rest = restOf({ ...compared, edited, exact });
  const claimed = exact.map(({ from }) => from).filter(({ id }) => places.has(id));
  const known = await textsOf([...claimed, ...rest.ousted, ...rest.olds], texts);
  const sure = exact.filter((move) => !isCopy(move, { exact, places, known }));
  const gone = new Set(sure.map(({ from }) => from.id));
  const stays = edited.filter(({ kept }) => !gone.has(kept.id)).map(({ read }) => read);
  const held = new Set(stays);
  const similar = await similarMoves({
    olds: [...rest.olds, ...rest.ousted],
    news: rest.news.filter((read) => !held.has(read)),
    known,
  });
  return settleMoves({ sure, similar }, compared.pairs, known);
}

/** The bytes of its file are others, and those before them are known. */
const isEdited = ({ read, kept }: InPlace): boolean =>
  kept.content_hash !== null &&
  originIn(read) === originIn(kept) &&
  bytesOf(kept) !== undefined &&
  bytesOf(read) !== bytesOf(kept);

/** Something must have left its place, and something must have come to another. */
const canMove = ({ added, missing }: Comparison, edited: readonly InPlace[]): boolean =>
  added.length + edited.length > 0 && missing.length + edited.length > 0;

interface Rest {
  /** Documents that have no place. */
  readonly olds: readonly StoredDocument[];
  /** Documents whose place may be another's. */
  readonly ousted: readonly StoredDocument[];
  /** Files without a document, or whose document may have left. */
  readonly news: readonly DocumentInput[];
}

interface AfterExact extends Comparison {
  readonly edited: readonly InPlace[];
  readonly exact: readonly Move[];
}

/** What no exact move is about. Without files that may be something else there is nothing to look for. */
function restOf({ added, missing, edited, exact }: AfterExact): Rest {
  const moved = new Set(exact.map(({ from }) => from.id));
  const taken = new Set(exact.map(({ read }) => read));
  const kept = edited.filter((pair) => !moved.has(pair.kept.id) && taken.has(pair.read));
  const left = edited.filter((pair) => moved.has(pair.kept.id) && !taken.has(pair.read));
  const news = [...added, ...left.map(({ read }) => read)].filter((read) => !taken.has(read));
  const olds = news.length > 0 ? missing.filter(({ id }) => !moved.has(id)) : [];
  return { olds, ousted: kept.map((pair) => pair.kept), news };
}

type KnownTexts = ReadonlyMap<string, StoredText>;

async function textsOf(asked: readonly StoredDocument[], texts: Texts): Promise<KnownTexts> {
  const found = asked.length === 0 ? [] : await texts(asked.map(({ id }) => id));
  return new Map(found.map((text) => [text.id, text]));
}

interface Known {
  readonly exact: readonly Move[];
  /** Documents whose own path is still there, by id. */
  readonly places: ReadonlyMap<string, InPlace>;
  readonly known: KnownTexts;
}

/** Who copies a file and goes on with it has moved nothing, unless its place is another document's now. */
function isCopy({ from }: Move, { exact, places, known }: Known): boolean {
  const own = places.get(from.id);
  const text = known.get(from.id);
  if (!own || !text || exact.some(({ read }) => read === own.read)) return false;
  return isSimilar(text.content, own.read.content);
}

interface Apart extends Pick<Rest, 'olds' | 'news'> {
  readonly known: KnownTexts;
}

async function similarMoves({ olds, news, known }: Apart): Promise<readonly Move[]> {
  const there = olds.flatMap((from) => {
    const text = known.get(from.id);
    return text ? [{ from, text: { ...text, path: from.path, origin: originIn(from) } }] : [];
  });
  const pairs = await similarPairs(
    there.map(({ text }) => text),
    news.map((read): Text => ({ ...read, origin: originIn(read) })),
  );
  return pairs.flatMap(({ old, next }) => {
    const [from, read] = [there[old]?.from, news[next]];
    return from && read && from.path !== read.path ? [{ from, read }] : [];
  });
}
