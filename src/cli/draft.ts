import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';

import { readDocument } from '#indexer/sources/document';
import { workTreeRoot } from '#indexer/sources/git';
import type { Draft } from '#src/client/precedents';
import { WorkspaceError } from '#src/errors';

import { repositoryOf } from './adr/write.ts';
import { readTextFile } from './input.ts';
import type { Io } from './io.ts';

/** A draft as the command line has it. */
export interface DraftGiven extends Omit<Draft, 'text' | 'exclude'> {
  /** A path, or `-` for standard input. */
  readonly file?: string | undefined;
  /** The draft itself, or `-` for standard input. */
  readonly text?: string;
}

/** Characters of a draft that a service takes. */
const MOST = 100_000;

/** What is to be held against the past. Codes: invalid_query, source_unreadable. */
export async function draftOf(given: DraftGiven, io: Io): Promise<Draft> {
  const { file, text, ...rest } = given;
  if ((file === undefined) === (text === undefined)) throw oneOfBoth();
  if (file === undefined || file === '-')
    return { ...rest, text: cut(await spoken(file ?? text ?? '', io)) };
  return { ...(await fileDraft(file, rest.repo, io)), ...rest };
}

const spoken = (text: string, io: Io): Promise<string> | string =>
  text === '-' ? io.readStdin() : text;

/** What the file says of itself, and that it is no precedent of itself. */
async function fileDraft(file: string, repo: string | undefined, io: Io): Promise<Draft> {
  const text = await readTextFile(file, io);
  const own = await placeOf(file, io);
  const { title, content, supersedes } = readDocument({ ...own, text });
  return {
    ...{ title, text: cut(content) },
    ...(supersedes && { supersedes }),
    exclude: [own, ...(repo === undefined || repo === own.repo ? [] : [{ ...own, repo }])],
  };
}

/** As the index names it, unless the index was given another name for its repository. */
async function placeOf(file: string, { env }: Io): Promise<{ repo: string; path: string }> {
  const whole = await realpath(file);
  const root = (await workTreeRoot(dirname(whole))) ?? process.cwd();
  const path = relative(root, whole).split(sep).join('/');
  return { repo: await repositoryOf({ path: root, root }, env), path };
}

const cut = (text: string): string => text.slice(0, MOST);

const oneOfBoth = (): WorkspaceError =>
  new WorkspaceError('invalid_query', 'A draft is needed: either a file or --text.', {
    next: 'Give the path of a Markdown file, - for standard input, or --text.',
  });
