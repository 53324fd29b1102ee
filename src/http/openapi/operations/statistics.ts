import { ESTIMATE } from '#src/http/estimate';
import { json } from '#src/http/openapi/answers';
import { ANY_FILTER, limit, several, whole } from '#src/http/openapi/parameters';
import type { OperationDocs } from '#src/http/openapi/types';
import { STALE_DAYS } from '#src/http/stats';

export const STATISTICS: OperationDocs = {
  '/api/stats': {
    GET: {
      id: 'dashboard',
      tag: 'statistics',
      summary: 'Everything of the dashboard',
      query: {
        stale_days: whole('Days without a write after which a task in work is stale.', {
          ...{ least: 0, most: STALE_DAYS.most, usual: STALE_DAYS.usual },
        }),
      },
      answers: { 200: json('Dashboard', 'Figures of this moment.') },
      example: {
        query: { stale_days: '30' },
        status: 200,
        client: 'client.dashboard({ staleDays: 30 })',
      },
    },
  },
  '/api/stats/{kind}': {
    GET: {
      id: 'counts',
      tag: 'statistics',
      summary: 'Counts of one kind under any filter',
      query: {
        by: several(
          'Fields or facets, or moments by `day`, `week`, `month` or `year`: `week(created)`. Default: the facets, recent days and weeks.',
        ),
        measure: several('Numbers to add up, or lists whose elements are counted.'),
        limit: limit(100),
        filter: ANY_FILTER,
      },
      answers: { 200: json('KindCounts', 'The total, and buckets by dimension.') },
      codes: ['unknown_kind', 'unknown_field', 'unknown_operator'],
      example: {
        path: { kind: 'workspace_tasks' },
        query: { by: 'status,repo,week(created)', priority: 'HIGH' },
        status: 200,
        client:
          "client.counts('workspace_tasks', { by: ['status', 'week(created)'], filters: [['priority', 'HIGH']] })",
      },
    },
  },
  '/api/estimate': {
    POST: {
      id: 'estimate',
      tag: 'statistics',
      summary: 'What a task will cost, by the past tasks most like it',
      description: 'Own estimates are corrected by how earlier ones turned out (PROBE).',
      body: { schema: ESTIMATE },
      answers: { 200: json('Estimate', 'An estimate with its range, and what it rests on.') },
      codes: ['degraded', 'empty_query'],
      example: {
        body: { title: 'Give every queued task a lease', estimated_effort_minutes: 60 },
        status: 200,
        client:
          "client.estimate({ title: 'Give every queued task a lease', estimated_effort_minutes: 60 })",
      },
    },
  },
};
