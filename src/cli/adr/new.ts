import { join } from 'node:path';

import { withoutNumber } from '#indexer/sources/adr-number';
import { readDocument } from '#indexer/sources/document';
import type { GitEnvironment } from '#indexer/sources/git';
import { WorkspaceError } from '#src/errors';

import { createNumbered } from './create.ts';
import { draftText } from './draft.ts';
import { allNames, folderNamed, nextNumber, openDecisionFolder, takenNumbers } from './folder.ts';
import { nameOf, namingOf, numeral } from './naming.ts';
import {
  decisionCalled,
  linkTo,
  pathIn,
  replaceFile,
  withSuccessor,
  type OldDecision,
} from './supersede.ts';
import { styleOf } from './template.ts';

export interface NewDecision {
  readonly title: string;
  readonly dir: string | undefined;
  readonly status: string;
  /** Numbers or file names. */
  readonly supersedes: readonly string[];
  readonly env: GitEnvironment;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

export interface MadeDecision {
  /** Of the new file, below the folder as it was named. */
  readonly path: string;
  /** As it is written; null in a folder whose names begin with days. */
  readonly number: string | null;
  /** Old files that now say what has taken their place. */
  readonly linked: readonly string[];
  /** What is left to do by hand, as sentences. */
  readonly next: readonly string[];
}

const LONGEST_TITLE = 200;

/** A title on one line. Code: invalid_query. */
export function checkedTitle(title: string): string {
  const plain = title.replace(/\s+/g, ' ').trim();
  if (/[\p{L}\p{N}]/u.test(plain) && plain.length <= LONGEST_TITLE) return plain;
  throw new WorkspaceError('invalid_query', `'${title.slice(0, 60)}' is no title.`, {
    next: `Give what is decided in a few words, at most ${LONGEST_TITLE} characters.`,
  });
}

/** Makes a file for a decision, in the folder's own style. Codes: invalid_query, not_found, target_unwritable, duplicate_id, source_unreadable. */
export async function newDecision(wanted: NewDecision): Promise<MadeDecision> {
  const { status, day } = wanted;
  const title = checkedTitle(wanted.title);
  const dir = await folderNamed(wanted.dir);
  const folder = await openDecisionFolder(dir, wanted.env);
  const old = await Promise.all(wanted.supersedes.map((called) => decisionCalled(folder, called)));
  const naming = namingOf(allNames(folder));
  const style = await styleOf(folder.path, folder.names);
  const numbered = withoutNumber(title) !== title;
  const supersedes = old.map(({ name, title: label }) => linkTo(label, name));
  const made = await createNumbered(folder.path, nextNumber(takenNumbers(folder)), (number) => ({
    name: nameOf(naming, { title, number, day }),
    text: draftText(style, { title, number, status, day, supersedes, numbered }),
  }));
  const successor = { path: pathIn(folder, made.name), link: linkTo(title, made.name) };
  const { linked, next } = await linkBack(folder, { old, successor, status });
  return {
    path: join(dir, made.name),
    number: naming.by === 'number' ? numeral(naming, made.number) : null,
    ...{ linked: linked.map((name) => join(dir, name)), next },
  };
}

interface LinkBack {
  readonly old: readonly OldDecision[];
  readonly successor: { readonly path: string; readonly link: string };
  readonly status: string;
}

/** States in which a decision takes nobody's place yet. */
const UNDECIDED: ReadonlySet<string> = new Set(['proposed', 'draft', 'rejected']);

/** What is only proposed takes nobody's place: the old file is left as it is until then. */
async function linkBack(
  folder: { readonly path: string; readonly prefix: string },
  { old, successor, status }: LinkBack,
): Promise<Pick<MadeDecision, 'linked' | 'next'>> {
  const [linked, next]: [string[], string[]] = [[], []];
  for (const { name, text, isUtf8 } of old) {
    const changed = UNDECIDED.has(status)
      ? undefined
      : withSuccessor({ path: pathIn(folder, name), text, isUtf8 }, successor);
    if (changed !== undefined) {
      await replaceFile(join(folder.path, name), changed);
      linked.push(name);
    } else if (!saysAlready(folder, { name, text }, successor.path))
      next.push(
        UNDECIDED.has(status)
          ? `${name} holds until this is accepted: then write "superseded by ${successor.link}" into its status.`
          : `Write "superseded by ${successor.link}" into the status of ${name}.`,
      );
  }
  return { linked, next };
}

const saysAlready = (
  folder: { readonly prefix: string },
  { name, text }: Pick<OldDecision, 'name' | 'text'>,
  successor: string,
): boolean =>
  readDocument({ repo: '', path: pathIn(folder, name), text }).superseded_by?.includes(
    successor,
  ) === true;
