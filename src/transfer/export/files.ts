import { mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { WorkspaceError } from '#src/errors';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';

import { emptyFile, type ExportPart } from './export.ts';
import { stageParts, type StagedFile } from './stage.ts';
import { sameContent } from './same-content.ts';

export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
  readonly records: number;
  /** `unchanged`: the file there had the same bytes, and was not touched. */
  readonly state: 'written' | 'unchanged';
}

export interface ExportReport {
  readonly directory: string;
  readonly files: readonly WrittenFile[];
}

/** Where files wait until all are complete: beside the old ones, so that a rename is all that is left to do. */
const STAGE = '.export-';
/** Milliseconds after which a stage is one that a crash has left. */
const ABANDONED = 24 * 60 * 60 * 1000;

/**
 * Writes the files of an export into a folder. Nothing there is touched before all of them are complete and on
 * the disk; then each takes its place at once. Files with the same bytes stay as they are, and the file of an
 * earlier export whose kind has become empty is made empty. Code: target_unwritable, and those of `parts`.
 */
export async function writeExport(
  directory: string,
  parts: AsyncIterable<ExportPart>,
  kinds: readonly KindName[] = kindNames,
): Promise<ExportReport> {
  return writing(directory, async () => {
    await mkdir(directory, { recursive: true });
    await removeAbandoned(directory);
    const stage = await mkdtemp(join(directory, STAGE));
    try {
      const staged = await stageParts(stage, withEmptied(parts, directory, kinds));
      const files: WrittenFile[] = [];
      for (const file of staged) files.push(await settled(directory, stage, file));
      await synchronise(directory);
      return { directory, files };
    } finally {
      await rm(stage, { recursive: true, force: true });
    }
  });
}

/** The parts, then an empty file for each kind that has one there and is not among them. */
async function* withEmptied(
  parts: AsyncIterable<ExportPart>,
  directory: string,
  kinds: readonly KindName[],
): AsyncGenerator<ExportPart> {
  const named = new Set<string>();
  for await (const part of parts) {
    if ('file' in part) named.add(part.file);
    yield part;
  }
  const present = new Set(await readdir(directory));
  for (const kind of kinds) {
    const { name } = kindOf(kind).file;
    if (named.has(name) || !present.has(name)) continue;
    yield { file: name };
    yield { text: emptyFile(kind) };
  }
}

async function settled(
  directory: string,
  stage: string,
  { name, bytes, records }: StagedFile,
): Promise<WrittenFile> {
  const [from, to] = [join(stage, name), join(directory, name)];
  const isSame = await sameContent(from, to);
  if (!isSame) await rename(from, to);
  return { file: name, bytes, records, state: isSame ? 'unchanged' : 'written' };
}

/** Another export may be under way in the same folder: only old stages go. */
async function removeAbandoned(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(STAGE)) continue;
    const { mtimeMs } = await stat(join(directory, name)).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > ABANDONED)
      await rm(join(directory, name), { recursive: true, force: true });
  }
}

/** Makes the new names themselves durable. */
async function synchronise(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writing<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new WorkspaceError(
      'target_unwritable',
      `The export cannot be written to ${directory}: ${error.message}.`,
      { next: 'Check that the folder can be written and that the disk has room.', cause: error },
    );
  }
}
