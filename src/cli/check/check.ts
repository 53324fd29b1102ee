import type { DocumentInput } from '#indexer/sources/document';
import type { Client } from '#src/client';
import type {
  CheckedDraft,
  CheckedFile,
  CheckFinding,
  CheckResponse,
} from '#src/operations/check-types';

import { collisionsOf } from './collisions.ts';
import type { DriftChecked, DriftScanned } from './drift/drift.ts';
import { readBatches, type Chosen } from './files.ts';
import type { AnyFinding } from './found.ts';

/** All that a check found, over all repositories. */
export interface Checked {
  readonly findings: readonly AnyFinding[];
  readonly drafts: readonly CheckedDraft[];
  /** With `--drift`: what was held against the architecture, by repository. */
  readonly scans?: readonly DriftScanned[];
  /** Sentences about what the check could not see. */
  readonly remarks: readonly string[];
}

/** Drafts, and characters of them, that travel in one request: far below what a service takes. */
const AT_ONCE = 100;
const MOST_CHARACTERS = 1_000_000;

/** Reads the files here, asks the service once for each repository, and looks through the branches. */
export async function checkChosen(client: Client, chosen: Chosen): Promise<Checked> {
  const batches = await readBatches(chosen);
  const answers: CheckResponse[] = [];
  const collisions: CheckFinding[] = [];
  for (const batch of batches) {
    const files = batch.drafts.map(fileOf);
    const beside = batch.beside.map(fileOf).map(({ content: _, ...rest }) => rest);
    const gone = batch.gone.map((path) => ({ repo: batch.repo, path }));
    for (const drafts of portionsOf(files)) {
      const others = files.filter((file) => !drafts.includes(file));
      const known = others.map(({ content: _, ...rest }) => rest);
      answers.push(await client.check({ drafts, beside: [...beside, ...known], gone }));
    }
    collisions.push(...(await collisionsOf(batch, chosen.env)));
  }
  const findings = [...answers.flatMap((answer) => answer.findings), ...collisions];
  return {
    findings: findings.toSorted(byPlace),
    drafts: answers.flatMap(({ drafts }) => drafts),
    remarks: remarksOn(answers),
  };
}

/** Both as one answer. */
export const withDrift = (checked: Checked, drift: DriftChecked): Checked => ({
  ...checked,
  findings: [...checked.findings, ...drift.findings].toSorted(byPlace),
  scans: drift.scans,
  remarks: [...checked.remarks, ...drift.remarks],
});

const byPlace = (a: AnyFinding, b: AnyFinding): number =>
  a.path.localeCompare(b.path, 'en') || a.line - b.line;

/** At least one, for what is removed may leave links that lead nowhere. */
function portionsOf(files: readonly CheckedFile[]): readonly (readonly CheckedFile[])[] {
  const portions: CheckedFile[][] = [[]];
  let room = MOST_CHARACTERS;
  for (const file of files) {
    const last = portions.at(-1);
    room -= file.content.length;
    if (last && (last.length === 0 || (last.length < AT_ONCE && room >= 0))) last.push(file);
    else {
      portions.push([file]);
      room = MOST_CHARACTERS - file.content.length;
    }
  }
  return portions;
}

const fileOf = (document: DocumentInput): CheckedFile => {
  const { repo, path, title, status, date, number, supersedes, superseded_by, content } = document;
  return { repo, path, title, status, date, number, supersedes, superseded_by, content };
};

function remarksOn(answers: readonly CheckResponse[]): readonly string[] {
  const [degraded] = answers.flatMap((answer) => answer.degraded);
  const isAlone = answers.some(({ drafts }) =>
    drafts.some(({ precedents }) => precedents.compared === 0),
  );
  return [
    ...(degraded ? [`Compared by words alone: ${degraded.reason}`] : []),
    ...(isAlone ? ['No past decision is stored: index their folders to have them compared.'] : []),
  ];
}
