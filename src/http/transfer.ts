import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import { didYouMean } from '#src/search/nearest-name';
import { readBundle, type Bundle } from '#src/transfer/import/bundle';
import { bundleText } from '#src/transfer/export/bundle';
import { exportParts } from '#src/transfer/export/export';
import { kindOfFile } from '#src/transfer/file-names';
import { FOREIGN_FORMAT_NAMES, type ForeignFormat } from '#src/transfer/import/format-types';
import { FOREIGN_FORMATS } from '#src/transfer/import/formats';
import { importRecords, planImport } from '#src/transfer/import/import';
import { reportOf } from '#src/transfer/import/report';
import { IMPORT_MODES, UNKNOWN_FIELDS, type ImportRequest } from '#src/transfer/import/types';
import type { Store } from '#src/store/store';

import { readJson } from './body.ts';
import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import {
  choiceIn,
  flagIn,
  kindCalled,
  kindsIn,
  one,
  parametersOf,
  refuseParameter,
} from './parameters.ts';
import type { Handler } from './routes.ts';
import { begun } from './stream.ts';
import { invalidBody } from './validation.ts';
import { settledQueue } from './wait.ts';
import { sayWaited, waitingFor, WAIT_PARAMETERS, waitOf } from './waited.ts';

/** Largest body of an import unless the service sets another: 256 MB. */
const DEFAULT_IMPORT_LIMIT = 256 * 1024 ** 2;

/** GET /api/export: all files in one object, each as the file has it, of one moment. */
export const exportAll =
  ({ store }: AppDeps): Handler =>
  (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['kind']);
    const kinds = kindsIn(parameters);
    return sendText(c, bundleText(exportParts(store, kinds.length > 0 ? kinds : undefined)));
  };

/** GET /api/export/{file}: the file of one kind, by its name or the kind's. */
export const exportFile =
  ({ store }: AppDeps): Handler =>
  (c) => {
    checkParameters(parametersOf(c), []);
    return sendText(c, textOfKind(store, kindOfExport(c.req.param('file') ?? '')));
  };

async function* textOfKind(store: Store, kind: KindName): AsyncGenerator<string> {
  for await (const part of exportParts(store, [kind])) if ('text' in part) yield part.text;
}

function kindOfExport(file: string): KindName {
  const kind = kindOfFile(file);
  if (kind !== undefined) return kind;
  const files = kindNames.map((name) => kindOf(name).file.name);
  throw new WorkspaceError(
    'unknown_kind',
    `'${file.slice(0, 60)}' is no file of an export.${didYouMean(file, files)}`,
    { next: `The files are ${files.join(', ')}.` },
  );
}

async function sendText(c: Context, pieces: AsyncGenerator<string>): Promise<Response> {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  return c.body(await begun(pieces), 200, headers);
}

/** POST /api/import: files by their names, or lists by the names of their kinds; all or nothing. */
export const importBundle =
  (deps: AppDeps): Handler =>
  async (c) => {
    const { dryRun, ...options } = optionsOf(c);
    const timeout = waitOf(c);
    const limit = deps.importLimit ?? DEFAULT_IMPORT_LIMIT;
    const bundle = bundleOf(await readJson(c, { limit, setting: 'IMPORT_LIMIT' }));
    const request: ImportRequest = { ...options.request, ...options.read(bundle) };
    if (dryRun) return sendJson(c, reportOf(await planImport(deps.store, request), true));
    const { plan } = await importRecords(deps.store, request);
    deps.indexer?.poke();
    const index = await indexAfter(c, deps, timeout);
    return sendJson(c, { ...reportOf(plan, false), index });
  };

/** Of the whole file: an import can be most of it. */
async function indexAfter(
  c: Context,
  deps: AppDeps,
  timeout: number | undefined,
): Promise<'queued' | 'current'> {
  const began = Date.now();
  const queued = await settledQueue(deps.store, waitingFor(c, deps, timeout ?? 0));
  if (timeout !== undefined) await sayWaited(c, deps, { began, queued });
  return queued > 0 ? 'queued' : 'current';
}

interface ImportOptions {
  readonly dryRun: boolean;
  readonly request: Pick<ImportRequest, 'mode' | 'quarantine' | 'unknown'>;
  readonly read: (
    bundle: Bundle,
  ) => Pick<ImportRequest, 'records' | 'faults' | 'warnings' | 'kinds'>;
}

const PARAMETERS = [
  ...['mode', 'dry_run', 'quarantine', 'unknown', 'format', 'repo', 'kind'],
  ...WAIT_PARAMETERS,
] as const;
const FORMATS_SAY_KINDS = 'A file of another format says itself of which kinds it is.';

/** Read before the body: a wrong one needs no look at 200 MB. */
function optionsOf(c: Context): ImportOptions {
  const parameters = parametersOf(c);
  checkParameters(parameters, PARAMETERS);
  const format = choiceIn(parameters, 'format', ['json', ...FOREIGN_FORMAT_NAMES]) ?? 'json';
  const [repo, kind] = [one(parameters, 'repo'), one(parameters, 'kind')];
  const named = kind === undefined ? undefined : kindCalled(kind);
  if (format !== 'json') refuseParameter(parameters, 'kind', FORMATS_SAY_KINDS);
  return {
    dryRun: flagIn(parameters, 'dry_run') ?? false,
    request: {
      mode: choiceIn(parameters, 'mode', IMPORT_MODES) ?? 'merge',
      quarantine: flagIn(parameters, 'quarantine') ?? false,
      unknown: choiceIn(parameters, 'unknown', UNKNOWN_FIELDS) ?? 'refuse',
    },
    read: (bundle) =>
      format === 'json' ? readBundle(bundle, named) : readForeign(bundle, format, repo),
  };
}

/** Files of another program come as texts. */
function readForeign(bundle: Bundle, format: ForeignFormat, repo: string | undefined) {
  const files = Object.entries(bundle).map(([name, text]) => {
    if (typeof text === 'string') return { name, text };
    throw invalidBody([
      { file: name, pointer: '', detail: `A text in the format ${format} belongs here.` },
    ]);
  });
  return FOREIGN_FORMATS[format](files, repo === undefined ? {} : { repo });
}

function bundleOf(body: unknown): Bundle {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Bundle;
  const detail =
    'An object belongs here: files by their names, or lists by the names of their kinds.';
  throw invalidBody([{ pointer: '', detail }]);
}
