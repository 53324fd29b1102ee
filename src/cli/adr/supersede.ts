import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { numberOfName } from '#indexer/sources/adr-number';
import { decodeText } from '#indexer/sources/decode';
import { readDocument } from '#indexer/sources/document';
import { WorkspaceError } from '#src/errors';
import { plainNumber } from '#src/search/chain-names';

import type { DecisionFolder } from './folder.ts';

/** A file of the folder. */
export interface OldDecision {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  /** Whether the text can be written back as it was: in another encoding its letters would be lost. */
  readonly isUtf8: boolean;
}

/** The file with a number, or of a name. Codes: not_found; invalid_query, when several have the number. */
export async function decisionCalled(folder: DecisionFolder, called: string): Promise<OldDecision> {
  const found = folder.names.filter((name) => isCalled(name, called));
  const [name, ...more] = found;
  if (name === undefined)
    throw new WorkspaceError('not_found', `There is no decision '${called}' in '${folder.path}'.`, {
      next: 'Give its number (12) or the name of its file.',
    });
  if (more.length > 0)
    throw new WorkspaceError('invalid_query', `'${called}' may be ${found.join(' or ')}.`, {
      next: 'Give the name of its file.',
    });
  const bytes = await readFile(join(folder.path, name));
  const read = decodeText(bytes) ?? '';
  const { title } = readDocument({ repo: '', path: pathIn(folder, name), text: read });
  return isUtf8(bytes)
    ? { name, title, text: bytes.toString('utf8'), isUtf8: true }
    : { name, title, text: read, isUtf8: false };
}

const isCalled = (name: string, called: string): boolean => {
  const number = /^(?:adr[-_ ]?)?0*(\d{1,5})$/i.exec(called)?.[1];
  if (number === undefined) return name === basename(called);
  return plainNumber(numberOfName(name)?.number ?? '') === number;
};

/** Relative to the repository. */
export const pathIn = ({ prefix }: Pick<DecisionFolder, 'prefix'>, name: string): string =>
  prefix === '' ? name : `${prefix}/${name}`;

export const linkTo = (label: string, name: string): string =>
  `[${label.replace(/[[\]]/g, '')}](${encodeURI(name).replace(/[()]/g, encodeURIComponent)})`;

/** A place where a file says its state in one line, and what it says then; lines may end in CR LF. */
interface Place {
  readonly pattern: RegExp;
  readonly write: (before: string, link: string) => string;
}

const PLACES: readonly Place[] = [
  {
    pattern: /^(\uFEFF?---\r?\n(?:(?!---\r?\n).*\n)*?status:[ \t]*)([^\r\n]*)(?=\r?\n)/i,
    write: (before, link) => `${before}${JSON.stringify(`superseded by ${link}`)}`,
  },
  {
    pattern: /^([*-] +\**status\**:\**[ \t]*)([^\r\n]+)$/im,
    write: (before, link) => `${before}superseded by ${link}`,
  },
  {
    pattern: /^(## status[ \t]*\r?\n\s*)([^\r\n#]+)(?=\r?\n\s*(?:\n#|$))/im,
    write: (before, link) => `${before}Superseded by ${link}`,
  },
  {
    pattern: /^(\**status\**:\**[ \t]*)([^\r\n]+)$/im,
    write: (before, link) => `${before}superseded by ${link}`,
  },
];

/** Says in an old file what has taken its place; undefined when it cannot be told where, or would change anything else. */
export function withSuccessor(
  old: { readonly path: string; readonly text: string; readonly isUtf8: boolean },
  successor: { readonly path: string; readonly link: string },
): string | undefined {
  if (!old.isUtf8) return undefined;
  const place = PLACES.find(({ pattern }) => pattern.test(old.text));
  if (!place) return undefined;
  const text = old.text.replace(place.pattern, (_, before: string) =>
    place.write(before, successor.link),
  );
  const [was, is] = [old.text, text].map((each) =>
    readDocument({ repo: '', path: old.path, text: decodeText(Buffer.from(each)) ?? '' }),
  );
  const said = is?.status === 'superseded' && is.superseded_by?.includes(successor.path) === true;
  return said && was?.title === is.title && was.number === is.number && was.date === is.date
    ? text
    : undefined;
}

/** Puts a file's new text in its place at once. Code: target_unwritable. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkspaceError('target_unwritable', `'${path}' cannot be written: ${reason}.`, {
      cause,
    });
  }
}
