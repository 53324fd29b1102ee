import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { numberOfName } from '#indexer/sources/adr-number';
import { repositoryName } from '#indexer/sources/code-host';
import { readDocument } from '#indexer/sources/document';
import { workTreeOf, type GitEnvironment } from '#indexer/sources/git';
import { referencesIn } from '#indexer/sources/references';
import type { Client } from '#src/client';
import type { Envelope } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import { plainNumber } from '#src/search/chain-names';
import type { RecordOf } from '#src/kinds/index';

import { createNumbered } from './create.ts';
import {
  allNames,
  folderNamed,
  nextNumber,
  openDecisionFolder,
  takenNumbers,
  type DecisionFolder,
} from './folder.ts';
import { nameOf, namingOf, numeral } from './naming.ts';
import { markIn, recordText, type Told } from './record-text.ts';
import { linkTo, pathIn, replaceFile } from './supersede.ts';
import { styleOf, type Style } from './template.ts';

export interface WriteDecision {
  readonly client: Client;
  readonly id: string;
  readonly dir: string | undefined;
  /** Default: what the repository's remote or folder is called. */
  readonly repo: string | undefined;
  readonly env: GitEnvironment;
}

export interface WrittenDecision {
  readonly id: string;
  readonly path: string;
  readonly number: string | null;
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

type Decision = Envelope<RecordOf<'architecture_decisions'>>;
const KIND = 'architecture_decisions';

/**
 * Writes a recorded decision as a file, and links the record with it, so that both are one hit. Written again, only a
 * file that nobody has edited since is renewed. Codes: not_found; wrong_state, for a file that is somebody else's
 * by now, or a text that would not be read back as it is kept; those of making a file.
 */
export async function writeDecision(wanted: WriteDecision): Promise<WrittenDecision> {
  const { client, id } = wanted;
  const decision: Decision = await client.get({ kind: KIND, id });
  const dir = await folderNamed(wanted.dir);
  const folder = await openDecisionFolder(dir, wanted.env);
  const style = await styleOf(folder.path, folder.names);
  const known = await fileOf(folder, decision);
  const links = await linksOf(client, folder, decision);
  const text = textFor({ folder, style, decision, links });
  if (known !== undefined) return renewed(wanted, { folder, dir, decision, known, text });
  const naming = namingOf(allNames(folder));
  const title = decision.record.decision.replace(/\s+/g, ' ').trim();
  const first = firstNumber(folder, decision);
  const made = await createNumbered(folder.path, first, (number) => {
    const name = nameOf(naming, { title, number, day: dayOf(decision) });
    return { name, text: text(name, number) };
  });
  try {
    await linkRecord(wanted, folder, { decision, name: made.name });
  } catch (error) {
    await rm(made.path, { force: true });
    throw error;
  }
  const number = naming.by === 'number' ? numeral(naming, made.number) : null;
  return { id: decision.id, path: join(dir, made.name), number, outcome: 'created' };
}

const dayOf = ({ record }: Decision): string => record.date.slice(0, 'YYYY-MM-DD'.length);

/** The record's own number, unless a file has it. */
function firstNumber(folder: DecisionFolder, { record }: Decision): number {
  const taken = takenNumbers(folder);
  const own = plainNumber(record.number ?? '');
  return /^\d{1,5}$/.test(own) && !taken.has(own) ? Number(own) : nextNumber(taken);
}

/** The name of the file that was written from the record. Code: wrong_state, when it is told by another file. */
async function fileOf(folder: DecisionFolder, decision: Decision): Promise<string | undefined> {
  for (const name of folder.names.filter((each) => each.endsWith('.md'))) {
    const mark = markIn(await readFile(join(folder.path, name), 'utf8').catch(() => ''));
    if (mark?.id !== decision.id) continue;
    if (!mark.edited) return name;
    throw new WorkspaceError(
      'wrong_state',
      `'${pathIn(folder, name)}' was edited since it was written.`,
      {
        next: 'Change it there, and index its folder; or delete it to have it written anew.',
      },
    );
  }
  const told = (decision.record.documentation ?? []).map((path) => path.split(':').at(-1) ?? path);
  const other = folder.names.find((name) => told.includes(pathIn(folder, name)));
  if (other === undefined) return undefined;
  throw new WorkspaceError(
    'wrong_state',
    `${decision.id} is told by '${pathIn(folder, other)}' already.`,
    {
      next: 'Change that file, or take it out of the documentation of the record.',
    },
  );
}

interface Renewal {
  readonly folder: DecisionFolder;
  readonly dir: string;
  readonly decision: Decision;
  readonly known: string;
  readonly text: TextFor;
}

async function renewed(
  wanted: WriteDecision,
  { folder, dir, decision, known, text }: Renewal,
): Promise<WrittenDecision> {
  const number = numberOfName(known)?.number ?? null;
  const path = join(folder.path, known);
  const before = await readFile(path, 'utf8');
  const after = text(known, Number(number ?? 0));
  if (after !== before) await replaceFile(path, after);
  await linkRecord(wanted, folder, { decision, name: known });
  const outcome = after === before ? 'unchanged' : 'updated';
  return { id: decision.id, path: join(dir, known), number, outcome };
}

interface Links {
  readonly supersedes: readonly Reference[];
  readonly supersededBy: readonly Reference[];
}

/** A reference as it is written, and as it is read back. */
interface Reference {
  readonly written: string;
  readonly path: string | undefined;
}

type TextFor = (name: string, number: number) => string;

interface Writing {
  readonly folder: DecisionFolder;
  readonly style: Style;
  readonly decision: Decision;
  readonly links: Links;
}

/** The text under a name, held against what the indexer reads out of it. */
const textFor =
  ({ folder, style, decision, links }: Writing): TextFor =>
  (name, number) => {
    const told: Told = {
      ...{ id: decision.id, record: decision.record, number, day: dayOf(decision) },
      supersedes: links.supersedes.map(({ written }) => written),
      supersededBy: links.supersededBy.map(({ written }) => written),
    };
    const path = pathIn(folder, name);
    const texts = [false, true].map((fenced) => recordText(style, told, fenced));
    const faults = texts.map((text) => lostIn(text, { path, decision, links }));
    const at = faults.indexOf(undefined);
    if (at >= 0) return texts[at] ?? '';
    throw new WorkspaceError(
      'wrong_state',
      `${decision.id} would be read back with another ${String(faults[1])}.`,
      {
        next: 'Change that field of the record so that a file can say it.',
      },
    );
  };

interface Expected {
  readonly path: string;
  readonly decision: Decision;
  readonly links: Links;
}

/** The first field that a reader would find otherwise. */
function lostIn(text: string, { path, decision, links }: Expected): string | undefined {
  const read = readDocument({ repo: '', path, text });
  const expected = {
    title: decision.record.decision.replace(/\s+/g, ' ').trim(),
    status: links.supersededBy.length > 0 ? 'superseded' : decision.record.status,
    date: dayOf(decision),
    supersedes: pathsOf(links.supersedes, path),
    superseded_by: pathsOf(links.supersededBy, path),
  };
  const found = {
    ...read,
    supersedes: read.supersedes ?? [],
    superseded_by: read.superseded_by ?? [],
  };
  const names = Object.keys(expected) as (keyof typeof expected)[];
  return names.find((name) => String(found[name]) !== String(expected[name]));
}

const pathsOf = (references: readonly Reference[], path: string): readonly string[] => [
  ...new Set(references.flatMap((each) => each.path ?? referencesIn(each.written, { path }))),
];

/** References to decisions that have a file here become links to it. */
async function linksOf(
  client: Client,
  folder: DecisionFolder,
  { record }: Decision,
): Promise<Links> {
  const of = (references: readonly string[] | null | undefined) =>
    Promise.all((references ?? []).map((each) => referenceOf(client, folder, each)));
  return { supersedes: await of(record.supersedes), supersededBy: await of(record.superseded_by) };
}

async function referenceOf(
  client: Client,
  folder: DecisionFolder,
  reference: string,
): Promise<Reference> {
  const number = /^(?:adr[-_ ]?)?0*(\d{1,5})$/i.exec(reference)?.[1];
  const paths = number === undefined ? await documentationOf(client, reference) : [];
  const name = folder.names.find(
    (each) =>
      [reference, ...paths].includes(pathIn(folder, each)) ||
      (number !== undefined && plainNumber(numberOfName(each)?.number ?? '') === number),
  );
  if (name === undefined) return { written: reference, path: undefined };
  const label = `ADR-${numberOfName(name)?.number ?? name}`;
  return { written: linkTo(label, name), path: pathIn(folder, name) };
}

/** Files of another record, when the reference is its id. */
async function documentationOf(client: Client, id: string): Promise<readonly string[]> {
  try {
    const { record } = await client.get({ kind: KIND, id });
    return (record.documentation ?? []).map((path) => path.split(':').at(-1) ?? path);
  } catch (error) {
    if (error instanceof WorkspaceError && error.code === 'not_found') return [];
    throw error;
  }
}

/** Names the file, and its number, in the record; not while somebody else changes it. */
async function linkRecord(
  { client, repo, env }: WriteDecision,
  folder: DecisionFolder,
  { decision, name }: { readonly decision: Decision; readonly name: string },
): Promise<void> {
  const { id, etag, record } = decision;
  const path = pathIn(folder, name);
  const own = repo ?? (await repositoryOf(folder, env));
  const repos = record.repos_affected ?? [];
  const file = repos.length === 0 || repos.includes(own) ? path : `${own}:${path}`;
  const documentation = record.documentation ?? [];
  const number = numberOfName(name)?.number ?? record.number;
  if (documentation.includes(file) && number === record.number) return;
  await client.patch(
    { kind: KIND, id },
    { number, documentation: [...new Set([...documentation, file])] },
    { ifMatch: etag },
  );
}

/** As the indexer calls it. */
export async function repositoryOf(
  { path, root }: Pick<DecisionFolder, 'path' | 'root'>,
  env: GitEnvironment,
): Promise<string> {
  const remote = (await workTreeOf(path, env))?.remote;
  return (remote === undefined ? undefined : repositoryName(remote)) ?? basename(root ?? path);
}
