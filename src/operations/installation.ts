import type { BackupState } from './backup-types.ts';
import type { DoctorFinding } from './doctor-types.ts';
import type { Severity } from './lint-types.ts';

/** A path that the program reads and writes. */
export interface PathRights {
  readonly path: string;
  readonly readable: boolean;
  readonly writable: boolean;
  /** Whether every user of the machine may write it. */
  readonly open: boolean;
}

/** What is known of the machine that the program runs on. */
export interface Installation {
  readonly node: { readonly version: string; readonly least: string };
  /** Why the engine or its extension does not answer. */
  readonly engineFault?: string;
  /** Sentences about files of the model that are not what they were. */
  readonly modelFaults: readonly string[];
  /** The file, its log, and its folder, as far as they are there. */
  readonly paths: readonly PathRights[];
  /** Bytes that are free where the file lies, and bytes of the file. */
  readonly disk: { readonly folder: string; readonly free: number; readonly needed: number };
  /** Milliseconds since 1970: now, and of the newest write. */
  readonly clock: { readonly now: number; readonly newest: number };
  readonly backups: BackupState;
}

interface Found {
  readonly severity: Severity;
  readonly sentence: string;
  readonly next: string;
  readonly example?: string;
}

/** Bytes with which a write may fail at any moment. */
const LITTLE = 64 * 2 ** 20;
/** Milliseconds by which the clocks of machines and users may differ. */
const TOLERANCE = 300_000;
/** Times the interval of backups after which the newest is too old. */
const LATE = 2;

const CHECKS: Readonly<Record<string, (facts: Installation) => readonly Found[]>> = {
  node_version: ({ node: { version, least } }) =>
    isOlder(version, least)
      ? [
          {
            severity: 'error',
            sentence: `Node.js ${version} is older than ${least}, which this program needs.`,
            next: `Install Node.js ${least} or later.`,
          },
        ]
      : [],
  engine: ({ engineFault }) =>
    engineFault === undefined
      ? []
      : [
          {
            severity: 'error',
            sentence: `The database engine does not answer: ${engineFault}`,
            next: 'Install the program again: `npm ci`, or `npm rebuild better-sqlite3`.',
          },
        ],
  model_files: ({ modelFaults }) =>
    modelFaults.slice(0, 1).map((example) => ({
      ...{ severity: 'error', example },
      sentence: 'Files of the embedding model are not what they were when it came.',
      next: 'See `workspace model verify`, and bring the model again: `workspace model pull`, or install the program anew.',
    })),
  permissions: ({ paths }) => paths.flatMap(rightsOf),
  disk_space: ({ disk: { folder, free, needed } }) =>
    free >= Math.max(LITTLE, needed)
      ? []
      : [
          {
            severity: free < LITTLE ? 'error' : 'warning',
            sentence: `There are ${megabytes(free)} free in ${folder}, where the database has ${megabytes(needed)}.`,
            next: 'Free some disk space: a backup takes as much as the database, and `workspace vacuum` twice as much for a while.',
          },
        ],
  clock: ({ clock: { now, newest } }) =>
    newest - now <= TOLERANCE
      ? []
      : [
          {
            severity: 'warning',
            sentence: `The newest write is from ${new Date(newest).toISOString()}, and the clock of this machine says ${new Date(now).toISOString()}.`,
            next: 'Set the clock (NTP). Ids, versions and the order of changes do not depend on it; dates of records do.',
          },
        ],
  backups: ({ backups, clock: { now } }) => backupFaults(backups, now),
};

/** Names of the checks, in order. */
export const INSTALLATION_CHECKS: readonly string[] = Object.keys(CHECKS);

/** What is wrong with the machine, each with what to do. Pure. */
export const installationFindings = (facts: Installation): readonly DoctorFinding[] =>
  Object.entries(CHECKS).flatMap(([check, find]) =>
    find(facts).map(({ example = null, ...found }) => ({
      ...{ check, count: 1, fixable: false, example },
      ...found,
    })),
  );

function rightsOf({ path, readable, writable, open }: PathRights): readonly Found[] {
  if (!readable || !writable)
    return [
      {
        severity: 'error',
        sentence: `This user may not ${readable ? 'write' : 'read'} ${path}.`,
        next: `Give it to the user of the service: \`chown\`, then \`chmod u+rw\`; of a folder also \`u+x\`.`,
      },
    ];
  if (!open) return [];
  return [
    {
      severity: 'warning',
      sentence: `Every user of this machine may write ${path}.`,
      next: `Take that away: \`chmod o-w ${path}\`.`,
    },
  ];
}

function backupFaults({ every_seconds: every, last, fault }: BackupState, now: number): Found[] {
  const next = 'Mend what it says, and make one by hand: `workspace backup`.';
  if (fault)
    return [
      {
        severity: 'error',
        sentence: `The last backup failed at ${fault.at}: ${fault.reason}`,
        next,
      },
    ];
  if (every === null || !last) return [];
  const age = (now - Date.parse(last.at)) / 1_000;
  if (age <= LATE * every) return [];
  return [
    {
      severity: 'warning',
      sentence: `The newest backup is from ${last.at}, though one is made every ${String(every)} seconds.`,
      next: 'Look into the log of the server, and make one by hand: `workspace backup`.',
    },
  ];
}

/** By numbers, part for part: `20.9.0` is older than `20.12`. */
function isOlder(version: string, least: string): boolean {
  const [have, need] = [version, least].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  const at = (need ?? []).findIndex((part, index) => part !== (have?.[index] ?? 0));
  return at >= 0 && (have?.[at] ?? 0) < (need?.[at] ?? 0);
}

const megabytes = (bytes: number): string =>
  `${Math.floor(bytes / 2 ** 20).toLocaleString('en-US')} MB`;
