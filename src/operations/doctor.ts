import { WorkspaceError } from '#src/errors';
import { AUDIT_CHECKS, type AuditCheck, type Flaw } from '#src/store/audit';
import type { Store } from '#src/store/store';

import { coverageOf } from './coverage.ts';
import type { DoctorFinding, DoctorFixed, DoctorReport } from './doctor-types.ts';
import { FILE_WORDS, FIX, INDEX_WORDS, RESTORE, type CheckWords } from './doctor-words.ts';
import { installationFindings, INSTALLATION_CHECKS, type Installation } from './installation.ts';
import { SEVERITIES } from './lint-types.ts';

/** A record that a check names. */
interface Place {
  readonly row: number;
  readonly kind: string;
  readonly id: string;
}

export type DoctorStore = Pick<
  Store,
  | 'audit'
  | 'repair'
  | 'requeue'
  | 'spaces'
  | 'spaceStatuses'
  | 'indexStatus'
  | 'failures'
  | 'spannedSections'
>;

export interface DoctorDeps {
  readonly store: DoctorStore;
  /** Records with passages in a space that are not those of their texts. */
  stale(space: string): Promise<readonly Place[]>;
  /** Of the machine that the service runs on; default: it is not looked at. */
  installation?(): Promise<Installation>;
  /** What does not fit between file and models, as a sentence. */
  modelFault(): Promise<string | undefined>;
}

/** What a check found; nothing when all is well. */
interface Found {
  readonly count: number;
  readonly example: string;
  /** What it mends with, where it can be mended. */
  readonly fix?: () => Promise<unknown>;
}

/** A check beside those of the file. Another one is a line in `CHECKS`. */
interface Check {
  readonly name: string;
  readonly words: CheckWords;
  readonly find: (deps: DoctorDeps) => Promise<Found | undefined>;
}

const CHECKS: readonly Check[] = [
  { name: 'stale_passage', words: INDEX_WORDS.stale_passage, find: stalePassages },
  { name: 'failed_job', words: INDEX_WORDS.failed_job, find: failedJobs },
  { name: 'coverage', words: INDEX_WORDS.coverage, find: uncovered },
  { name: 'model', words: INDEX_WORDS.model, find: unfitting },
];

/** What the engine cannot mend: it is not `--fix` that helps. */
const UNMENDED: readonly AuditCheck[] = ['file_damage', 'broken_reference'];

interface Diagnosis {
  readonly finding: DoctorFinding;
  readonly check?: AuditCheck;
  readonly fix?: () => Promise<unknown>;
}

/** Looks through the file and its index. Only reads. */
export const examine = async (deps: DoctorDeps): Promise<DoctorReport> =>
  reportOf(await diagnose(deps), await machine(deps));

/** What is wrong with the machine; undefined where it is not looked at. */
async function machine({
  installation,
}: DoctorDeps): Promise<readonly DoctorFinding[] | undefined> {
  return installation && installationFindings(await installation());
}

/** Mends what can be mended, and looks again. What must be embedded anew is queued. */
export async function mend(deps: DoctorDeps): Promise<DoctorFixed> {
  const before = await diagnose(deps);
  const fixable = before.filter(({ finding }) => finding.fixable);
  const checks = fixable.flatMap(({ check }) => check ?? []);
  if (checks.length > 0) await deps.store.repair(checks);
  for (const { fix } of fixable) await fix?.();
  const after = fixable.length > 0 ? await diagnose(deps) : before;
  const left = new Set(after.map(({ finding }) => finding.check));
  const fixed = fixable.map(({ finding }) => finding).filter(({ check }) => !left.has(check));
  return { ...reportOf(after, await machine(deps)), fixed };
}

async function diagnose(deps: DoctorDeps): Promise<readonly Diagnosis[]> {
  const flaws = await deps.store.audit();
  const isDamaged = flaws.some(
    ({ check, fault }) => check === 'file_damage' || fault !== undefined,
  );
  const found = flaws.map((flaw) =>
    isDamaged ? beyondMending({ words: FILE_WORDS[flaw.check], ...flaw }) : inFile(flaw),
  );
  if (isDamaged) return found; // other checks would fail on it
  for (const { name, words, find } of CHECKS) {
    const flaw = await find(deps).catch(unreadable);
    if (!flaw) continue;
    if ('fault' in flaw) {
      found.push(beyondMending({ check: name, words, ...flaw }));
      continue;
    }
    const finding = findingOf({ check: name, words, fixable: flaw.fix !== undefined }, flaw);
    found.push({ finding, ...(flaw.fix && { fix: flaw.fix }) });
  }
  return found;
}

const inFile = ({ check, ...flaw }: Flaw): Diagnosis => {
  const fixable = !UNMENDED.includes(check);
  return { finding: findingOf({ check, words: FILE_WORDS[check], fixable }, flaw), check };
};

interface Unmendable extends Pick<Flaw, 'count' | 'example' | 'fault'> {
  readonly check: string;
  readonly words: CheckWords;
}

/** Of a file with damaged pages, of which a write can destroy more, or of one that lacks a table. */
function beyondMending({ check, words, fault, ...flaw }: Unmendable): Diagnosis {
  const told: CheckWords =
    fault === undefined
      ? { ...words, next: RESTORE }
      : { severity: 'error', says: () => unmade(check, fault), next: RESTORE };
  return { finding: findingOf({ check, words: told, fixable: false }, flaw) };
}

const unmade = (check: string, fault: string): string =>
  `The file is damaged: the check ${check} cannot be made (${fault.replace(/\.$/, '')}).`;

/** Codes: those of the store but `database_invalid`, which is what the doctor is to tell of. */
function unreadable(error: unknown): Pick<Unmendable, 'count' | 'example'> & { fault: string } {
  if (error instanceof WorkspaceError && error.code !== 'database_invalid') throw error;
  return { count: 1, example: '', fault: error instanceof Error ? error.message : String(error) };
}

interface Told extends Pick<DoctorFinding, 'check' | 'fixable'> {
  readonly words: CheckWords;
}

function findingOf(
  { check, words: { severity, says, next }, fixable }: Told,
  { count, example }: Pick<Found, 'count' | 'example'>,
): DoctorFinding {
  const told = { sentence: says(count), next: next ?? FIX };
  return { check, severity, count, example: example === '' ? null : example, ...told, fixable };
}

function reportOf(
  diagnoses: readonly Diagnosis[],
  machine: readonly DoctorFinding[] | undefined,
): DoctorReport {
  const found = [...(machine ?? []), ...diagnoses.map(({ finding }) => finding)];
  const findings = SEVERITIES.flatMap((each) => found.filter(({ severity }) => severity === each));
  const having = (wanted: string) => found.filter(({ severity }) => severity === wanted).length;
  return {
    findings,
    counts: { error: having('error'), warning: having('warning'), info: having('info') },
    checks: [
      ...(machine ? INSTALLATION_CHECKS : []),
      ...AUDIT_CHECKS,
      ...CHECKS.map(({ name }) => name),
    ],
  };
}

/** Of the space that answers; others are built anew, or brought into step, before they do. */
async function stalePassages({ store, stale }: DoctorDeps): Promise<Found | undefined> {
  const { space } = await store.indexStatus();
  const places = space === undefined ? [] : await stale(space);
  const [first] = places;
  if (!first || space === undefined) return undefined;
  const fix = () =>
    store.requeue(
      space,
      places.map(({ row }) => row),
    );
  return { count: places.length, example: `${first.kind} ${first.id}`, fix };
}

async function failedJobs({ store }: DoctorDeps): Promise<Found | undefined> {
  const { failed } = await store.indexStatus();
  const [first] = failed > 0 ? await store.failures(1) : [];
  return first && { count: failed, example: `${first.kind} ${first.id}` };
}

/** While something waits, that is why text is not covered. */
async function uncovered({ store }: DoctorDeps): Promise<Found | undefined> {
  const { space, pending, failed } = await store.indexStatus();
  if (space === undefined || pending + failed > 0) return undefined;
  const { stored, embedded } = await coverageOf(store);
  return stored === embedded ? undefined : { count: stored - embedded, example: '' };
}

async function unfitting({ modelFault }: DoctorDeps): Promise<Found | undefined> {
  const fault = await modelFault();
  return fault === undefined ? undefined : { count: 1, example: fault };
}
