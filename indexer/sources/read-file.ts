import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { filePage } from './code-host.ts';
import { decodeText } from './decode.ts';
import { readDocument, type DocumentInput } from './document.ts';
import { digestOf, fingerprintOf } from './fingerprint.ts';
import type { WorkTree } from './git.ts';
import { NEVER, type History, type LastCommit } from './history.ts';
import type { ReadingMemory } from './memory.ts';
import { isFromSource, type StoredDocument } from './stored-document.ts';

/** One file: what it says, that it says what is stored, or why it gives no document. */
export type FileReading =
  | { readonly path: string; readonly document: DocumentInput }
  | { readonly path: string; readonly unchanged: StoredDocument }
  | { readonly path: string; readonly skipped: string; readonly isEmpty?: true };

/** Where a file lies, and what is known of it. */
export interface Place {
  readonly root: string;
  readonly repo: string;
  readonly origin: string;
  readonly tree: WorkTree | undefined;
  readonly history: History;
  readonly memory: ReadingMemory;
  /** What is stored under a path of this repository. */
  stored(path: string): StoredDocument | undefined;
}

/** Larger files are data. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Reads a file, and parses it unless what is stored was made from the same; never fails. */
export async function readOneFile(place: Place, path: string): Promise<FileReading> {
  try {
    return await read(place, path);
  } catch (error) {
    return {
      path,
      skipped: `it cannot be read (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

async function read(place: Place, path: string): Promise<FileReading> {
  const absolute = join(place.root, path);
  const stats = await stat(absolute, { bigint: true });
  if (stats.size > MAX_FILE_BYTES)
    return { path, skipped: `it is larger than 5 MB (${stats.size} bytes)` };
  const remembered = place.memory.digest(absolute, stats);
  const before = remembered === undefined ? undefined : factsOf(place, path, remembered);
  if (before && isSame(before)) return { path, unchanged: before.stored };
  const bytes = await readFile(absolute);
  const digest = digestOf(bytes);
  place.memory.keepDigest(absolute, stats, digest);
  const facts = factsOf(place, path, digest);
  return isSame(facts) ? { path, unchanged: facts.stored } : parsed(place, path, { bytes, facts });
}

interface Facts {
  readonly url: string | null;
  /** Beside the document's text: where it comes from, and who changed it last. */
  readonly source: { readonly origin: string; readonly fingerprint: string };
  readonly commit: LastCommit;
  readonly stored: StoredDocument | undefined;
}

function factsOf(
  { repo, origin, tree, history, stored }: Place,
  path: string,
  digest: string,
): Facts {
  const url = filePage(tree?.remote, tree?.ref, path) ?? null;
  const known = stored(path);
  return {
    url,
    source: { origin, fingerprint: fingerprintOf({ digest, repo, path, url }) },
    commit: history.of(path) ?? (known ? commitOf(known) : NEVER),
    stored: known,
  };
}

const commitOf = ({ author, committed_at }: StoredDocument): LastCommit => ({
  author,
  committed_at,
});

const isSame = (facts: Facts): facts is Facts & { readonly stored: StoredDocument } =>
  facts.stored !== undefined && isFromSource(facts.stored, { ...facts.source, ...facts.commit });

interface Contents {
  readonly bytes: Uint8Array;
  readonly facts: Facts;
}

function parsed({ repo }: Place, path: string, { bytes, facts }: Contents): FileReading {
  const text = decodeText(bytes);
  if (text === undefined) return { path, skipped: 'it is not text' };
  if (text.trim() === '') return { path, skipped: 'it is empty', isEmpty: true };
  const document = readDocument({ repo, path, text, url: facts.url });
  const metadata = { ...document.metadata, ...facts.source };
  return { path, document: { ...document, ...facts.commit, metadata } };
}
