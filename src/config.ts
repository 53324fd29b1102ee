import { constants } from 'node:buffer';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import type { Proxies } from '#models/pull/proxy';
import { WorkspaceError } from '#src/errors';

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Config {
  /** Path of the SQLite file, relative to the working directory unless absolute. */
  readonly database: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Every /api request must carry it, when it is set. */
  readonly token?: string;
  /** Catalog id for a database that has no vectors yet (DESIGN, resolved question 15); absent: the catalog's default. */
  readonly model?: string;
  /** Folder with the files of that very model. */
  readonly modelFolder?: string;
  /** Address of a model hub or its mirror. */
  readonly hub?: string;
  /** Folder of the models that were pulled or imported. */
  readonly models: string;
  /** Whether a model that is not there may be fetched from the hub; default: when a hub is named. */
  readonly download: boolean;
  /** Proxies that a download goes through; absent: none. */
  readonly proxies?: Proxies;
  /** Milliseconds without use after which a model gives its memory back; 0 is never. */
  readonly idle: number;
  readonly logLevel: LogLevel;
  /** Milliseconds from which on a request, or a step of the database, is logged as slow; 0 is never. */
  readonly slowQuery: number;
  /** Largest request body, in bytes. */
  readonly bodyLimit: number;
  /** Largest body of an import, in bytes. */
  readonly importLimit: number;
  /** Milliseconds between exports that a server makes by itself; it makes none when absent. */
  readonly exportEvery?: number;
  /** Folder of JSON exports. */
  readonly exportDirectory: string;
  /** Milliseconds between backups that a server makes by itself; it makes none when absent. */
  readonly backupEvery?: number;
  /** Folder of backups. */
  readonly backupDirectory: string;
  /** How many backups are kept there. */
  readonly backupKeep: number;
  /** Whether agents are only served reads over HTTP; absent: they may record. */
  readonly mcpReadOnly?: true;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the records are when nobody says otherwise (the seeds' addendum: data apart from sources). */
export const DEFAULT_DATABASE = 'data/workspace.db';

const TOKEN_LENGTH = 16;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i;
const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  1: true,
  yes: true,
  on: true,
  false: false,
  0: false,
  no: false,
  off: false,
};
const SIZE = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb)?$/i;
const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** True for an address that only this machine reaches. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

const databasePath = z.string().transform((value, context) => {
  const path = value.replace(/^sqlite:\/\/\//i, '').replace(/^file:(?:\/\/(?=\/))?/i, '');
  if (path !== '' && !/^[a-z][a-z0-9+.-]+:/i.test(path)) return path;
  context.addIssue({
    code: 'custom',
    message: 'is no SQLite file; write a path, file:<path> or sqlite:///<path>',
  });
  return z.NEVER;
});

const flag = z.string().transform((value, context) => {
  const known = FLAGS[value.toLowerCase()];
  if (known !== undefined) return known;
  context.addIssue({ code: 'custom', message: 'is neither true nor false' });
  return z.NEVER;
});

const bytes = z.string().transform((value, context) => {
  const [, amount, unit = 'b'] = SIZE.exec(value) ?? [];
  const size = Math.floor(Number(amount) * (UNITS[unit.toLowerCase()] ?? Number.NaN));
  if (size >= 1) return size;
  context.addIssue({ code: 'custom', message: 'is no size; write bytes, or 512kb, 10mb' });
  return z.NEVER;
});

/** All of an import is one text for a moment, and V8 has a longest one. */
const textBytes = bytes.refine(
  (size) => size <= constants.MAX_STRING_LENGTH,
  `is more than a text can have; the most is ${Math.floor(constants.MAX_STRING_LENGTH / 1024 ** 2)}mb`,
);

const DURATION = /^(\d+(?:\.\d+)?)\s*(s|m|h|d)$/i;
const DURATIONS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** A timer of Node holds no longer one. */
const LONGEST_WAIT = 2 ** 31 - 1;

function durationOf(value: string, context: z.RefinementCtx): number {
  const [, amount, unit = ''] = DURATION.exec(value) ?? [];
  const duration = Number(amount) * (DURATIONS[unit.toLowerCase()] ?? Number.NaN) * 1000;
  if (duration >= 1000 && duration <= LONGEST_WAIT) return Math.round(duration);
  const message = 'is no time from 1s to 24d; write 30s, 15m, 1h or 1d';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

const milliseconds = z.string().transform(durationOf);

/** A model is loaded again in half a second to two. */
const DEFAULT_IDLE = 600_000;
const idleTime = z
  .string()
  .transform((value, context) => (value === 'never' ? 0 : durationOf(value, context)));

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is no port; write a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'is no port; write a number from 0 to 65535');

const keptBackups = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, 'is no number of backups from 1 to 9999')
  .transform(Number);

/** A day. */
const LONGEST_QUERY = 86_400_000;
const slowness = z
  .string()
  .regex(/^\d{1,8}$/, 'is no number of milliseconds; write 500, or 0 for never')
  .transform(Number)
  .refine((value) => value <= LONGEST_QUERY, 'is more milliseconds than a day has');

const proxy = z.url({ protocol: /^https?$/, error: 'is no http(s) address of a proxy' });

/** The variables that are read, with their defaults. `.env.example` documents each of them. */
const VARIABLES = {
  DATABASE_URL: databasePath.default(DEFAULT_DATABASE),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8787),
  WORKSPACE_TOKEN: z
    .string()
    .min(TOKEN_LENGTH, `is shorter than ${TOKEN_LENGTH} characters`)
    .regex(/^[\x21-\x7e]+$/, 'has characters that a header cannot carry')
    .optional(),
  EMBEDDING_MODEL: z.string().optional(),
  EMBEDDING_MODEL_FOLDER: z.string().optional(),
  EMBEDDING_HUB: z.url({ protocol: /^https?$/, error: 'is no http(s) address' }).optional(),
  EMBEDDING_CACHE: z.string().optional(),
  EMBEDDING_DOWNLOAD: flag.optional(),
  EMBEDDING_IDLE: idleTime.default(DEFAULT_IDLE),
  HTTPS_PROXY: proxy.optional(),
  HTTP_PROXY: proxy.optional(),
  NO_PROXY: z.string().optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `is none of ${LOG_LEVELS.join(', ')}` }).default('warn'),
  SLOW_QUERY_MS: slowness.default(500),
  BODY_LIMIT: bytes.default(10 * 1024 ** 2),
  IMPORT_LIMIT: textBytes.default(256 * 1024 ** 2),
  EXPORT_EVERY: milliseconds.optional(),
  EXPORT_DIR: z.string().optional(),
  BACKUP_EVERY: milliseconds.optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEEP: keptBackups.default(7),
  MCP_READ_ONLY: flag.optional(),
} as const;

export const configVariables: readonly string[] = Object.keys(VARIABLES);

const schema = z.object(VARIABLES);

interface Fault {
  readonly name: string;
  readonly message: string;
}

/** Reads the settings; an empty variable counts as absent. Code: invalid_config, with every fault at once. */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    configVariables
      .map((name) => [name, valueOf(name, environment)?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  ) as Record<string, string>;
  const parsed = schema.safeParse(given);
  const faults = [...(parsed.error?.issues.map(faultOf) ?? []), ...openToStrangers(given)];
  if (!parsed.success || faults.length > 0) throw invalidConfig(faults, given);
  return toConfig(parsed.data);
}

/** These are written in lower case as well, which then comes first, as in curl. */
const EITHER_CASE = /_PROXY$/;

const valueOf = (name: string, environment: Environment): string | undefined =>
  (EITHER_CASE.test(name) ? environment[name.toLowerCase()] : undefined) ?? environment[name];

const faultOf = ({ path, message }: z.core.$ZodIssue): Fault => ({
  name: String(path[0]),
  message,
});

function openToStrangers({ HOST, WORKSPACE_TOKEN }: Environment): readonly Fault[] {
  if (HOST === undefined || isLoopback(HOST) || WORKSPACE_TOKEN !== undefined) return [];
  const message =
    'reaches beyond this machine; set WORKSPACE_TOKEN too, or leave HOST at 127.0.0.1';
  return [{ name: 'HOST', message }];
}

function invalidConfig(faults: readonly Fault[], given: Environment): WorkspaceError {
  const issues = faults.map(({ name, message }) => ({
    parameter: name,
    detail: `${name}${shown(name, given[name])} ${message}`,
  }));
  return new WorkspaceError(
    'invalid_config',
    `The settings cannot be used: ${issues.map(({ detail }) => detail).join('; ')}.`,
    { issues, next: 'Correct them in the environment or in .env; .env.example explains each.' },
  );
}

/** A secret is never shown, not even a bad one. */
function shown(name: string, value: string | undefined): string {
  return value === undefined || name === 'WORKSPACE_TOKEN' ? '' : `='${value.slice(0, 80)}'`;
}

/** A database in memory has no folder. */
const dataFolder = (database: string): string =>
  dirname(database === ':memory:' ? DEFAULT_DATABASE : database);

function proxiesOf(value: z.output<typeof schema>): Pick<Config, 'proxies'> {
  const { HTTPS_PROXY: https, HTTP_PROXY: http, NO_PROXY: except } = value;
  if (https === undefined && http === undefined) return {};
  return {
    proxies: { ...(https && { https }), ...(http && { http }), ...(except && { except }) },
  };
}

function toConfig(value: z.output<typeof schema>): Config {
  return {
    database: value.DATABASE_URL,
    host: value.HOST.replace(/^\[(.*)\]$/, '$1'),
    port: value.PORT,
    ...(value.WORKSPACE_TOKEN && { token: value.WORKSPACE_TOKEN }),
    ...(value.EMBEDDING_MODEL && { model: value.EMBEDDING_MODEL }),
    ...(value.EMBEDDING_MODEL_FOLDER && { modelFolder: value.EMBEDDING_MODEL_FOLDER }),
    ...(value.EMBEDDING_HUB && { hub: value.EMBEDDING_HUB }),
    models: value.EMBEDDING_CACHE ?? join(dataFolder(value.DATABASE_URL), 'models'),
    download: value.EMBEDDING_DOWNLOAD ?? value.EMBEDDING_HUB !== undefined,
    ...proxiesOf(value),
    idle: value.EMBEDDING_IDLE,
    logLevel: value.LOG_LEVEL,
    slowQuery: value.SLOW_QUERY_MS,
    bodyLimit: value.BODY_LIMIT,
    importLimit: value.IMPORT_LIMIT,
    ...(value.EXPORT_EVERY !== undefined && { exportEvery: value.EXPORT_EVERY }),
    ...(value.BACKUP_EVERY !== undefined && { backupEvery: value.BACKUP_EVERY }),
    backupDirectory: value.BACKUP_DIR ?? join(dataFolder(value.DATABASE_URL), 'backups'),
    backupKeep: value.BACKUP_KEEP,
    ...(value.MCP_READ_ONLY && { mcpReadOnly: true }),
    exportDirectory: value.EXPORT_DIR ?? join(dirname(value.DATABASE_URL), 'exports'),
  };
}
