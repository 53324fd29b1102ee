import { json, jsonOf } from '#src/http/openapi/answers';
import { exampleId } from '#src/http/openapi/examples';
import { literal } from '#src/http/openapi/literal';
import { refOf } from '#src/http/openapi/names';
import { IDEMPOTENCY, limit, WAIT, WRITER } from '#src/http/openapi/parameters';
import type { OperationDoc, OperationDocs } from '#src/http/openapi/types';
import { CLAIM, COMPLETION, FAILURE, RECLAIM, RELEASE } from '#src/http/task-queue';

const OPERATION = {
  query: WAIT,
  headers: { ...IDEMPOTENCY, ...WRITER },
  writes: true,
} as const;

const ID = exampleId('tasks');
const REPLAYED = 'Idempotency-Replayed';

/** Settles a task that its agent has claimed; with `force`, that of another. */
const settling = (
  doc: Pick<OperationDoc, 'id' | 'summary' | 'body'>,
  body: Readonly<Record<string, unknown>>,
): OperationDoc => ({
  ...doc,
  tag: 'queue',
  description: 'Only its agent may, unless `force`.',
  ...OPERATION,
  answers: { 200: jsonOf(refOf('tasks', 'Envelope'), 'The task.', 'ETag', REPLAYED) },
  codes: ['not_found', 'wrong_state'],
  example: {
    given: {
      ...{ kind: 'tasks', id: ID },
      fields: { status: 'in_progress', metadata: { claimed_by: 'w1' } },
    },
    path: { id: ID },
    body,
    status: 200,
    client: `client.${doc.id}('${ID}', ${literal(body)})`,
  },
});

export const QUEUE: OperationDocs = {
  '/api/tasks/queue': {
    GET: {
      id: 'taskQueue',
      tag: 'queue',
      summary: 'What is in progress and what comes next',
      query: { limit: limit(50) },
      answers: { 200: json('QueueState', 'Claimed and pending tasks, and what these wait for.') },
      example: { status: 200, client: 'client.taskQueue()' },
    },
  },
  '/api/tasks/claim': {
    POST: {
      id: 'claimTasks',
      tag: 'queue',
      summary: 'Take the next task',
      description: 'No two agents get the same one. `task` is null when nothing can be claimed.',
      ...OPERATION,
      body: { schema: CLAIM.schema },
      answers: { 200: json('ClaimedTasks', 'What the agent has now.', REPLAYED) },
      codes: ['wrong_state'],
      example: {
        body: { agent: 'w1', capabilities: ['review'] },
        status: 200,
        client: "client.claimTasks({ agent: 'w1', capabilities: ['review'] })",
      },
    },
  },
  '/api/tasks/reclaim': {
    POST: {
      id: 'reclaimTasks',
      tag: 'queue',
      summary: 'Give tasks back that nothing has changed for a while',
      ...OPERATION,
      body: { schema: RECLAIM.schema },
      answers: { 200: json('ReclaimedTasks', 'Ids of those that are pending again.', REPLAYED) },
      example: {
        body: { older_than_minutes: 60 },
        status: 200,
        client: 'client.reclaimTasks(60)',
      },
    },
  },
  '/api/tasks/{id}/complete': {
    POST: settling(
      { id: 'completeTask', summary: 'Complete a task', body: { schema: COMPLETION.schema } },
      { agent: 'w1', result: { pages: 12 } },
    ),
  },
  '/api/tasks/{id}/fail': {
    POST: settling(
      { id: 'failTask', summary: 'Say that a task failed', body: { schema: FAILURE.schema } },
      { agent: 'w1', error: 'No disk left', retry: true },
    ),
  },
  '/api/tasks/{id}/release': {
    POST: settling(
      { id: 'releaseTask', summary: 'Put a task back', body: { schema: RELEASE.schema } },
      { agent: 'w1' },
    ),
  },
};
