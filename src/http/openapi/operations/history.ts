import { FORGET, LONGEST_WAIT } from '#src/http/changes';
import { MOST_VERSIONS } from '#src/http/history';
import { json } from '#src/http/openapi/answers';
import { exampleId } from '#src/http/openapi/examples';
import { refTo } from '#src/http/openapi/names';
import {
  IDEMPOTENCY,
  IF_ABSENT,
  IF_MATCH,
  KIND_LIST,
  limit,
  text,
  WAIT,
  whole,
  WRITER,
} from '#src/http/openapi/parameters';
import type { OperationDocs } from '#src/http/openapi/types';

const KIND = 'workspace_tasks';
const ID = exampleId(KIND);
const PATH = { kind: KIND, id: ID };
const REF = `{ kind: '${KIND}', id: '${ID}' }`;

export const HISTORY: OperationDocs = {
  '/api/changes': {
    GET: {
      id: 'changes',
      tag: 'history',
      summary: 'Every write, in order',
      description:
        'A page at a time; with `Accept: text/event-stream` as they come, each event with its cursor as its id.',
      query: {
        since: text('The cursor after which to begin, or `now`. Default: the first change.'),
        limit: limit(100),
        kind: KIND_LIST,
        wait: {
          description: 'Seconds to wait for a change while there is none.',
          schema: { type: 'number', minimum: 0, maximum: LONGEST_WAIT, default: 0 },
        },
      },
      answers: {
        200: {
          description: 'Changes, and where the feed goes on.',
          content: {
            'application/json': refTo('ChangesPage'),
            'text/event-stream': { type: 'string' },
          },
        },
      },
      codes: ['unknown_kind', 'invalid_cursor', 'feed_lost', 'too_many_followers'],
      example: {
        query: { kind: KIND, limit: '3' },
        status: 200,
        client: `client.changes({ kinds: ['${KIND}'], limit: 3 })`,
      },
    },
  },
  '/api/changes/forget': {
    POST: {
      id: 'forgetChanges',
      tag: 'history',
      summary: 'Drop older values of all records',
      description: 'The feed stays; versions from before that time cannot be told any more.',
      body: { schema: FORGET },
      writes: true,
      answers: { 200: json('Forgotten', 'How many changes lost their old values.') },
      example: {
        body: { before: '2025-11-01' },
        status: 200,
        client: "client.forgetHistory({ before: '2025-11-01' })",
      },
    },
  },
  '/api/{kind}/{id}/history': {
    GET: {
      id: 'history',
      tag: 'history',
      summary: 'Who changed a record, from what to what',
      query: {
        limit: limit(50),
        before: whole('Only versions before this one.', { least: 1, most: MOST_VERSIONS }),
      },
      answers: { 200: json('History', 'Versions, the latest first.') },
      codes: ['unknown_kind', 'not_found'],
      example: { path: PATH, status: 200, client: `client.history(${REF})` },
    },
    DELETE: {
      id: 'forgetHistory',
      tag: 'history',
      summary: 'Drop a record’s older values',
      description: 'For a secret, for instance. The feed stays.',
      writes: true,
      answers: { 200: json('Forgotten', 'How many changes lost their old values.') },
      codes: ['unknown_kind', 'not_found'],
      example: { path: PATH, status: 200, client: `client.forgetHistory(${REF})` },
    },
  },
  '/api/{kind}/{id}/history/{version}': {
    GET: {
      id: 'version',
      tag: 'history',
      summary: 'A record as it was',
      answers: { 200: json('Version', 'The record after that write.') },
      codes: ['unknown_kind', 'not_found'],
      example: {
        path: { ...PATH, version: '1' },
        status: 200,
        client: `client.version(${REF}, 1)`,
      },
    },
  },
  '/api/{kind}/{id}/history/{version}/restore': {
    POST: {
      id: 'restore',
      tag: 'history',
      summary: 'Write a version back as a new one',
      description: 'Of a deleted record too, with its tags and links.',
      query: WAIT,
      headers: { ...IF_MATCH, ...IF_ABSENT, ...IDEMPOTENCY, ...WRITER },
      writes: true,
      answers: {
        200: json('RecordEnvelope', 'The record as it is now.', 'ETag', 'Idempotency-Replayed'),
        201: json(
          'RecordEnvelope',
          'It is there again.',
          'ETag',
          'Location',
          'Idempotency-Replayed',
        ),
      },
      codes: [
        ...(['unknown_kind', 'not_found', 'broken_reference', 'duplicate_id'] as const),
        ...(['invalid_body', 'wrong_state'] as const),
      ],
      example: {
        path: { ...PATH, version: '1' },
        status: 200,
        client: `client.restore(${REF}, 1)`,
      },
    },
  },
};
