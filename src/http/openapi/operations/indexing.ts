import { RETRY } from '#src/http/index-routes';
import { json } from '#src/http/openapi/answers';
import { refTo } from '#src/http/openapi/names';
import { limit, text } from '#src/http/openapi/parameters';
import type { OperationDocs } from '#src/http/openapi/types';
import { USE } from '#src/http/space-routes';

export const INDEXING: OperationDocs = {
  '/api/models': {
    GET: {
      id: 'models',
      tag: 'index',
      summary: 'The models that can be chosen',
      answers: { 200: json('Models', 'Which are here, and what the file has of each.') },
      example: { status: 200, client: 'client.models()' },
    },
  },
  '/api/index': {
    GET: {
      id: 'indexStatus',
      tag: 'index',
      summary: 'How far the vectors are in step, how fast it goes and who works on it',
      description:
        'With `Accept: text/event-stream` now, and whenever that changes, each as an event.',
      answers: {
        200: {
          description: 'Of the current space, and of each.',
          content: {
            'application/json': refTo('IndexReport'),
            'text/event-stream': { type: 'string' },
          },
        },
      },
      codes: ['too_many_followers'],
      example: { status: 200, client: 'client.indexStatus()' },
    },
  },
  '/api/index/coverage': {
    GET: {
      id: 'coverage',
      tag: 'index',
      summary: 'How much of the stored text has vectors',
      answers: { 200: json('Coverage', 'In characters.') },
      example: { status: 200, client: 'client.coverage()' },
    },
  },
  '/api/index/failures': {
    GET: {
      id: 'indexFailures',
      tag: 'index',
      summary: 'What could not be embedded, why, and when it is tried again',
      query: {
        space: text('The fingerprint of a space. Default: the current one.'),
        limit: limit(100),
      },
      answers: { 200: json('IndexFailures', 'Records with their reasons.') },
      example: { status: 200, client: 'client.indexFailures()' },
    },
  },
  '/api/index/retry': {
    POST: {
      id: 'retryIndex',
      tag: 'index',
      summary: 'Try again what failed, or one record of it',
      body: { schema: RETRY, optional: true },
      writes: true,
      answers: { 200: json('Retried', 'How many are due again.') },
      codes: ['unknown_kind', 'not_found'],
      example: { status: 200, client: 'client.retryIndex()' },
    },
  },
  '/api/index/spaces': {
    GET: {
      id: 'spaces',
      tag: 'index',
      summary: 'Whose vectors there are',
      answers: { 200: json('Spaces', 'With what waits and what failed in each.') },
      example: { status: 200, client: 'client.spaces()' },
    },
  },
  '/api/index/spaces/use': {
    POST: {
      id: 'useModel',
      tag: 'index',
      summary: 'Change the model, in the background',
      description: 'The present one answers until the new vectors are complete.',
      body: { schema: USE },
      writes: true,
      answers: { 200: json('UsedModel', 'What becomes of it.') },
      codes: ['model_unavailable'],
      example: {
        body: { model: 'fake' },
        status: 200,
        client: "client.useModel({ model: 'fake' })",
      },
    },
  },
  '/api/index/spaces/rollback': {
    POST: {
      id: 'rollbackModel',
      tag: 'index',
      summary: 'Back to the model before, at once',
      writes: true,
      answers: { 200: json('RolledBack', 'The space that answers now.') },
      codes: ['not_found', 'model_unavailable'],
      example: { status: 404, client: 'client.rollbackModel()' },
    },
  },
  '/api/index/spaces/prune': {
    POST: {
      id: 'pruneSpaces',
      tag: 'index',
      summary: 'Forget the vectors that are only kept',
      writes: true,
      answers: { 200: json('Pruned', 'The spaces that are gone.') },
      codes: ['model_unavailable', 'not_found', 'wrong_state'],
      example: { status: 200, client: 'client.pruneSpaces()' },
    },
  },
  '/api/index/spaces/cancel': {
    POST: {
      id: 'cancelModel',
      tag: 'index',
      summary: 'Give up the change of model',
      writes: true,
      answers: { 200: json('Cancelled', 'The space that was being built.') },
      codes: ['model_unavailable'],
      example: { status: 200, client: 'client.cancelModel()' },
    },
  },
};
