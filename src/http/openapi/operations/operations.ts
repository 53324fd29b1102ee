import type { KindName } from '#src/kinds/index';
import { CHANGES as CONFIGURATION_CHANGES, SNAPSHOT } from '#src/http/configuration';
import { SWITCH } from '#src/http/contexts';
import { SCAN } from '#src/http/drift';
import { json, jsonOf } from '#src/http/openapi/answers';
import { EXAMPLES, exampleId } from '#src/http/openapi/examples';
import { literal } from '#src/http/openapi/literal';
import { refOf } from '#src/http/openapi/names';
import { IDEMPOTENCY, limit, required, text, WAIT, WRITER } from '#src/http/openapi/parameters';
import type { JsonSchema, OperationDocs } from '#src/http/openapi/types';
import { ACTIVITY, END, KNOWN_WHO } from '#src/http/sessions';

/** What every operation takes and may end with. */
const OPERATION = {
  query: WAIT,
  headers: { ...IDEMPOTENCY, ...WRITER },
  writes: true,
} as const;

const CODES = ['not_found', 'wrong_state', 'broken_reference', 'duplicate_id'] as const;
const REPLAYED = 'Idempotency-Replayed';

const SESSION = exampleId('workspace_sessions');
const CONTEXT = exampleId('work_contexts');
const SNAPSHOT_ID = exampleId('configuration_snapshots');

/** A whole record, or the id of one that exists, alone. */
const recordOrId = (kind: KindName, field: string): JsonSchema => ({
  anyOf: [refOf(kind, 'Input'), ...['id', field].map(idAlone)],
});

const idAlone = (name: string): JsonSchema => ({
  type: 'object',
  properties: { [name]: { type: 'string' } },
  required: [name],
  additionalProperties: false,
});

const ADDED = {
  200: json('AddedRecord', 'It was there; the session has it now.', REPLAYED),
  201: json('AddedRecord', 'It was made.', REPLAYED),
};

export const SESSIONS: OperationDocs = {
  '/api/workspace_sessions/start': {
    POST: {
      id: 'startSession',
      tag: 'sessions',
      summary: 'Start a session of work',
      description:
        'Of a `user`, an `ai_assistant`, or both. It goes on in the context of the last session of the same user, and answers with what that one left. `end_previous` ends the one in progress, which else is a reason to refuse.',
      ...OPERATION,
      body: { schema: KNOWN_WHO },
      answers: { 201: json('StartedSession', 'The session, and the hand-off notes.', REPLAYED) },
      codes: CODES,
      example: {
        body: { user: 'grace', ai_assistant: 'claude' },
        status: 201,
        client: "client.startSession({ user: 'grace', ai_assistant: 'claude' })",
      },
    },
  },
  '/api/workspace_sessions/current': {
    GET: {
      id: 'currentSession',
      tag: 'sessions',
      summary: 'The session that someone works in now',
      query: {
        user: text('The person.'),
        ai_assistant: text('The agent.'),
      },
      answers: { 200: json('CurrentSessions', 'The session, and what else fits.') },
      example: {
        query: { user: 'ada' },
        status: 200,
        client: "client.currentSession({ user: 'ada' })",
      },
    },
  },
  '/api/workspace_sessions/{id}/end': {
    POST: {
      id: 'endSession',
      tag: 'sessions',
      summary: 'End a session',
      ...OPERATION,
      body: { schema: END.schema },
      answers: {
        200: jsonOf(refOf('workspace_sessions', 'Envelope'), 'The session.', 'ETag', REPLAYED),
      },
      codes: CODES,
      example: {
        path: { id: SESSION },
        body: { handoff_notes: 'Begin with the lock.' },
        status: 200,
        client: `client.endSession('${SESSION}', { handoff_notes: 'Begin with the lock.' })`,
      },
    },
  },
  '/api/workspace_sessions/{id}/activities': {
    POST: {
      id: 'addActivity',
      tag: 'sessions',
      summary: 'Note what was done in a session',
      ...OPERATION,
      body: { schema: ACTIVITY.schema },
      answers: ADDED,
      codes: CODES,
      example: {
        path: { id: SESSION },
        body: { description: 'Read the lock’s code', type: 'analysis' },
        status: 201,
        client: `client.addActivity('${SESSION}', { description: 'Read the lock’s code', type: 'analysis' })`,
      },
    },
  },
  '/api/workspace_sessions/{id}/decisions': {
    POST: {
      id: 'addDecision',
      tag: 'sessions',
      summary: 'Add a decision to a session',
      description: 'A whole decision, or `{"decision_id": "…"}` alone for one that exists.',
      ...OPERATION,
      body: { schema: recordOrId('architecture_decisions', 'decision_id') },
      answers: ADDED,
      codes: CODES,
      example: {
        path: { id: SESSION },
        body: EXAMPLES.architecture_decisions,
        status: 201,
        client: `client.addToSession('${SESSION}', 'decisions', { decision: 'Claim a task before working on it' })`,
      },
    },
  },
  '/api/workspace_sessions/{id}/issues': {
    POST: {
      id: 'addIssue',
      tag: 'sessions',
      summary: 'Add an issue to a session',
      description: 'A whole issue, or `{"issue_id": "…"}` alone for one that exists.',
      ...OPERATION,
      body: { schema: recordOrId('cross_repo_issues', 'issue_id') },
      answers: ADDED,
      codes: CODES,
      example: {
        path: { id: SESSION },
        body: { issue_id: exampleId('cross_repo_issues') },
        status: 200,
        client: `client.addToSession('${SESSION}', 'issues', { id: '${exampleId('cross_repo_issues')}' })`,
      },
    },
  },
  '/api/work_contexts/{id}/switch': {
    POST: {
      id: 'switchContext',
      tag: 'sessions',
      summary: 'Go on in another context',
      description: 'The context that is left is paused unless somebody else’s session is in it.',
      ...OPERATION,
      body: { schema: SWITCH.schema },
      answers: { 200: json('SwitchedContext', 'Where from, and where to.', REPLAYED) },
      codes: CODES,
      example: {
        path: { id: CONTEXT },
        body: { user: 'ada', reason: 'Waiting for a review' },
        status: 200,
        client: `client.switchContext('${CONTEXT}', { user: 'ada', reason: 'Waiting for a review' })`,
      },
    },
  },
};

const SCAN_EXAMPLE = {
  type: 'imports',
  repo: 'meridian-core',
  detections: [{ severity: 'HIGH', file_path: 'src/a.ts', description: 'reaches into the store' }],
};
const CONFIGURATION = { name: 'api', repo: 'meridian-core', configuration: { port: 8787 } };

export const RECORDINGS: OperationDocs = {
  '/api/drift_scans/record': {
    POST: {
      id: 'recordDriftScan',
      tag: 'recordings',
      summary: 'Record a scan with all that it found',
      description: 'All or nothing. `detections` may be empty, and must be given.',
      ...OPERATION,
      body: { schema: SCAN.schema },
      answers: { 201: json('RecordedScan', 'The scan, and the ids of its detections.', REPLAYED) },
      codes: CODES,
      example: {
        body: SCAN_EXAMPLE,
        status: 201,
        client: `client.recordDriftScan(${literal(SCAN_EXAMPLE)})`,
      },
    },
  },
  '/api/configuration_snapshots/record': {
    POST: {
      id: 'recordConfiguration',
      tag: 'recordings',
      summary: 'Record a configuration, and what changed in it',
      description: 'One that is the same as its last snapshot is `unchanged`: nothing is written.',
      ...OPERATION,
      body: { schema: SNAPSHOT.schema },
      answers: {
        200: json('RecordedConfiguration', 'It is as it was.', REPLAYED),
        201: json('RecordedConfiguration', 'What changed.', REPLAYED),
      },
      codes: CODES,
      example: {
        body: CONFIGURATION,
        status: 201,
        client: `client.recordConfiguration(${literal(CONFIGURATION)})`,
      },
    },
  },
  '/api/configuration_snapshots/changes': {
    GET: {
      id: 'configurationChanges',
      tag: 'recordings',
      summary: 'What changed in a configuration, newest first',
      query: {
        name: required(text('The name that its snapshots have.', { minLength: 1 })),
        repo: text('Only in this repository.'),
        limit: limit(CONFIGURATION_CHANGES),
      },
      answers: { 200: json('ConfigurationChanges', 'Records of configuration_changes.') },
      example: {
        query: { name: 'api' },
        status: 200,
        client: "client.configurationChanges({ name: 'api' })",
      },
    },
  },
  '/api/configuration_snapshots/{id}/diff': {
    GET: {
      id: 'compareConfigurations',
      tag: 'recordings',
      summary: 'What differs between two snapshots',
      query: { against: text('The id of the older one. Default: the one before.') },
      answers: { 200: json('ConfigurationDiff', 'The difference, as a JSON Patch.') },
      codes: ['not_found'],
      example: {
        path: { id: SNAPSHOT_ID },
        status: 200,
        client: `client.compareConfigurations('${SNAPSHOT_ID}')`,
      },
    },
  },
};
