import { json } from '#src/http/openapi/answers';
import { literal } from '#src/http/openapi/literal';
import { refTo } from '#src/http/openapi/names';
import { choice, flag, KIND_LIST, text, WAIT } from '#src/http/openapi/parameters';
import type { OperationDocs } from '#src/http/openapi/types';
import { SOURCE } from '#src/http/sources';
import { FOREIGN_FORMAT_NAMES } from '#src/transfer/import/format-types';
import { IMPORT_MODES, UNKNOWN_FIELDS } from '#src/transfer/import/types';

const SOURCE_EXAMPLE = {
  host: 'laptop',
  path: '/home/ada/meridian-core/docs',
  repo: 'meridian-core',
  origin: 'docs',
};

export const TRANSFER: OperationDocs = {
  '/api/export': {
    GET: {
      id: 'exportAll',
      tag: 'transfer',
      summary: 'All records of one moment',
      description: 'The same records give the same bytes.',
      query: { kind: KIND_LIST },
      answers: { 200: json('Bundle', 'Files by their names.') },
      codes: ['unknown_kind'],
      example: {
        query: { kind: 'workspace_tasks' },
        status: 200,
        client: "client.exportAll({ kinds: ['workspace_tasks'] })",
      },
    },
  },
  '/api/export/{file}': {
    GET: {
      id: 'exportFile',
      tag: 'transfer',
      summary: 'The file of one kind',
      answers: {
        200: {
          description: 'As an export writes it.',
          content: { 'application/json': {} },
        },
      },
      codes: ['unknown_kind'],
      example: {
        path: { file: 'WORKSPACE-TASKS.json' },
        status: 200,
        client: "client.exportFile('WORKSPACE-TASKS.json')",
      },
    },
  },
  '/api/import': {
    POST: {
      id: 'importAll',
      tag: 'transfer',
      summary: 'Records back in, all or nothing',
      description:
        'Files by their names, edited by hand or not, or lists by the names of their kinds.',
      query: {
        mode: choice(
          '`merge` adds and changes; `replace` also removes what is not given.',
          IMPORT_MODES,
          'merge',
        ),
        dry_run: flag('Say what would be done, and write nothing.'),
        quarantine: flag('Set bad records aside and import the others.'),
        unknown: choice('What becomes of a field that the kind lacks.', UNKNOWN_FIELDS, 'refuse'),
        format: choice('Of the files; of another program they are texts.', [
          'json',
          ...FOREIGN_FORMAT_NAMES,
        ]),
        repo: text('Repository of records whose file names none.'),
        kind: { description: 'The kind of every list.', schema: refTo('KindName') },
        ...WAIT,
      },
      body: { schema: refTo('Bundle') },
      writes: true,
      answers: { 200: json('ImportReport', 'What was done, or would be.') },
      codes: ['unknown_kind', 'broken_reference', 'precondition_failed', 'duplicate_id'],
      example: {
        query: { dry_run: 'true' },
        body: { workspace_tasks: [{ id: 'WS-TASK-200', title: 'Release the fix' }] },
        status: 200,
        client:
          "client.importAll({ workspace_tasks: [{ id: 'WS-TASK-200', title: 'Release the fix' }] }, { dryRun: true })",
      },
    },
  },
  '/api/sources': {
    GET: {
      id: 'sources',
      tag: 'sources',
      summary: 'Folders that were indexed',
      query: { host: text('Only those of one machine.') },
      answers: { 200: json('Sources', 'By host and path.') },
      example: { status: 200, client: 'client.sources()' },
    },
    POST: {
      id: 'keepSource',
      tag: 'sources',
      summary: 'Take down that a machine has a folder',
      description: 'Nothing is read: the service may be elsewhere.',
      body: { schema: SOURCE },
      writes: true,
      answers: { 200: json('Source', 'The source as it is kept.') },
      example: {
        body: SOURCE_EXAMPLE,
        status: 200,
        client: `client.keepSource(${literal({ ...SOURCE_EXAMPLE, named: false, prefix: '' })})`,
      },
    },
  },
  '/api/sources/{id}': {
    DELETE: {
      id: 'forgetSource',
      tag: 'sources',
      summary: 'Forget a folder',
      query: {
        documents: choice('What becomes of its documents.', ['keep', 'remove'], 'keep'),
      },
      writes: true,
      answers: { 200: json('ForgottenSource', 'What became of it.') },
      codes: ['not_found'],
      example: { path: { id: 'SRC-1' }, status: 404, client: "client.forgetSource('SRC-1')" },
    },
  },
};
