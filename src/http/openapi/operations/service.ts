import { STALE_DAYS } from '#src/http/lint';
import { json } from '#src/http/openapi/answers';
import { text, whole } from '#src/http/openapi/parameters';
import type { OperationDocs } from '#src/http/openapi/types';

export const SERVICE: OperationDocs = {
  '/health': {
    GET: {
      id: 'health',
      tag: 'service',
      summary: 'Is it there',
      description: 'For a supervisor. Needs no token.',
      open: true,
      answers: { 200: json('Health', 'It is.') },
      example: { status: 200 },
    },
  },
  '/ready': {
    GET: {
      id: 'ready',
      tag: 'service',
      summary: 'Can it do its work',
      description:
        'For whoever sends requests here or elsewhere. Needs no token. The model is told and not asked for: without it, keywords answer.',
      open: true,
      answers: {
        200: json('Ready', 'The database answers, and its tables are those of this version.'),
        503: json('Ready', 'It does not, or they are not; the log says more.'),
      },
      example: { status: 200 },
    },
  },
  '/metrics': {
    GET: {
      id: 'metrics',
      tag: 'service',
      summary: 'Figures for Prometheus',
      description:
        'Of this process and of the file. No label has a value that a client has written.',
      answers: {
        200: {
          description: 'Text, version 0.0.4 of the format.',
          content: { 'text/plain': { type: 'string' } },
        },
      },
      example: { status: 200 },
    },
  },
  '/openapi.json': {
    GET: {
      id: 'openapi',
      tag: 'service',
      summary: 'This document',
      description: 'Needs no token: it says nothing of what is kept.',
      open: true,
      answers: {
        200: {
          description: 'An OpenAPI document, version 3.1.',
          content: { 'application/json': { type: 'object' } },
          headers: ['ETag'],
        },
        304: { description: 'It is the one that is known.' },
      },
      example: { status: 200, client: 'client.openApi()' },
    },
  },
  '/api': {
    GET: {
      id: 'routes',
      tag: 'service',
      summary: 'All routes, one line each',
      answers: { 200: json('RouteList', 'Methods with their paths.') },
      example: { status: 200 },
    },
  },
  '/api/status': {
    GET: {
      id: 'status',
      tag: 'service',
      summary: 'What is kept, how it grows, and what can answer',
      answers: { 200: json('Status', 'Figures of this moment.') },
      example: { status: 200, client: 'client.status()' },
    },
  },
  '/api/kinds': {
    GET: {
      id: 'kinds',
      tag: 'service',
      summary: 'Fields, filters and relations of every kind',
      description: 'Enough for a program to build a form or a filter.',
      answers: { 200: json('Kinds', 'All kinds.') },
      example: { status: 200, client: 'client.kinds()' },
    },
  },
  '/api/lint': {
    GET: {
      id: 'lint',
      tag: 'service',
      summary: 'What is wrong with the decisions and the links between them',
      query: {
        repo: text('Only what is found in this repository.'),
        stale_days: whole('Days after which a proposal is stale.', {
          ...{ least: 0, most: STALE_DAYS.most, usual: STALE_DAYS.usual },
        }),
      },
      answers: { 200: json('LintReport', 'Findings, errors first.') },
      example: {
        query: { repo: 'meridian-core', stale_days: '30' },
        status: 200,
        client: "client.lint({ repo: 'meridian-core', staleDays: 30 })",
      },
    },
  },
  '/api/doctor': {
    GET: {
      id: 'doctor',
      tag: 'service',
      summary: 'What is wrong with the file and its index',
      description: 'Only reads.',
      answers: { 200: json('DoctorReport', 'Findings, errors first.') },
      example: { status: 200, client: 'client.doctor()' },
    },
    POST: {
      id: 'doctorFix',
      tag: 'service',
      summary: 'Mend what can be mended',
      description: 'Makes anew what follows from the records; these are never changed.',
      writes: true,
      answers: { 200: json('DoctorFixed', 'What is left, and what was found before.') },
      example: { status: 200, client: 'client.doctorFix()' },
    },
  },
  '/api/backup': {
    GET: {
      id: 'backups',
      tag: 'service',
      summary: 'The backups of this database',
      description: 'Those in the folder of the settings, newest first.',
      answers: { 200: json('BackupList', 'Backups, and how they are made.') },
      codes: ['source_unreadable'],
      example: { status: 200, client: 'client.backups()' },
    },
    POST: {
      id: 'backup',
      tag: 'service',
      summary: 'Make a backup, and prove it',
      description:
        'Into the folder of the settings, while others write. The answer comes when the copy was opened, checked, ' +
        'compared row by row with the moment that was copied, and asked.',
      writes: true,
      answers: { 201: json('BackupReport', 'What was copied and what was removed.') },
      codes: ['wrong_state', 'source_unreadable', 'target_unwritable'],
      example: { status: 201, client: 'client.backup()' },
    },
  },
  '/api/vacuum': {
    POST: {
      id: 'vacuum',
      tag: 'service',
      summary: 'Give the room of deleted records back',
      description: 'Needs free disk space of twice the file for a while.',
      writes: true,
      answers: { 200: json('VacuumReport', 'Bytes before and after.') },
      example: { status: 200, client: 'client.vacuum()' },
    },
  },
};
