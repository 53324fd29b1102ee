import { CHECK } from '#src/http/check';
import { json } from '#src/http/openapi/answers';
import { exampleId } from '#src/http/openapi/examples';
import { literal } from '#src/http/openapi/literal';
import {
  limit,
  repeated,
  SCOPE,
  SEARCH as SEARCH_PARAMETERS,
  text,
} from '#src/http/openapi/parameters';
import type { OperationDocs, Parameters } from '#src/http/openapi/types';
import { PRECEDENTS } from '#src/http/precedents';
import { SEARCH as SEARCH_BODY, SIMILAR } from '#src/http/search';

const CODES = [
  ...['unknown_field', 'unknown_operator', 'unknown_kind', 'invalid_cursor'],
  ...['cursor_outdated', 'empty_query', 'degraded'],
] as const;

const ANSWERS = { 200: json('SearchResponse', 'Hits, the best first, and what answered.') };
const DAY = { examples: ['2025-11-01', '2025-11', '2025'] };
const ID = exampleId('architecture_decisions');

const CHECKED = {
  drafts: [
    {
      repo: 'meridian-core',
      path: 'docs/decisions/0012-claims.md',
      title: 'Agents no longer claim tasks',
      status: 'proposed',
      content: '# Agents no longer claim tasks\n\nThey work on what they like.',
    },
  ],
};

export const SEARCH: OperationDocs = {
  '/api/search': {
    GET: {
      id: 'search',
      tag: 'search',
      summary: 'Find records by words and meaning',
      description:
        'Filters are exact and come first; then all that is left is ranked. With filters alone, what they leave is listed, newest first.',
      query: SEARCH_PARAMETERS,
      answers: ANSWERS,
      codes: CODES,
      example: {
        query: { q: 'who claims a task', kind: 'architecture_decisions', limit: '3' },
        status: 200,
        client: "client.search('who claims a task', { kinds: ['decision'], limit: 3 })",
      },
    },
    POST: {
      id: 'searchByBody',
      tag: 'search',
      summary: 'The same with a filter as JSON',
      description:
        'A filter is `{"status": "open"}`, `{"priority": ["HIGH"]}`, `{"created": {"gte": "2025-11-01"}}`, with `and`, `or` and `not`; several keys are AND-ed, null asks for absence.',
      body: { schema: SEARCH_BODY },
      answers: ANSWERS,
      codes: [...CODES, 'invalid_query'],
      example: {
        body: {
          q: 'agents collide',
          kinds: ['workspace_tasks', 'cross_repo_issues'],
          filter: { repo: 'meridian-core', not: { status: ['completed', 'closed'] } },
          facets: ['kind', 'status'],
        },
        status: 200,
      },
    },
  },
  '/api/similar': {
    POST: {
      id: 'similarToText',
      tag: 'search',
      summary: 'What says the like of a text, or of a record',
      description: 'Either `text`, or `kind` and `id`: have we decided something like this before?',
      body: { schema: SIMILAR },
      answers: ANSWERS,
      codes: [...CODES, 'not_found'],
      example: {
        body: { text: 'agents must reserve their work', kinds: ['architecture_decisions'] },
        status: 200,
        client:
          "client.similar({ text: 'agents must reserve their work' }, { kinds: ['decision'] })",
      },
    },
  },
  '/api/precedents': {
    POST: {
      id: 'precedents',
      tag: 'search',
      summary: 'Past decisions that a draft should know of',
      description:
        'What says nearly the same, what may say the opposite, and what is about the same subject. Told by words and meaning: a person has to look.',
      body: { schema: PRECEDENTS },
      answers: { 200: json('Precedents', 'Each decision in one list, the likeliest first.') },
      codes: ['unknown_kind', 'not_found', 'empty_query', 'degraded'],
      example: {
        body: { text: 'Agents no longer claim a task before they work on it.', limit: 3 },
        status: 200,
        client:
          "client.precedents({ text: 'Agents no longer claim a task before they work on it.', limit: 3 })",
      },
    },
  },
  '/api/check': {
    POST: {
      id: 'check',
      tag: 'search',
      summary: 'What is wrong with files of decisions that are about to be committed',
      description:
        'Numbers that are taken, links that lead nowhere, missing fields, and past decisions that a draft should know of. The texts travel in the request; nothing is kept.',
      body: { schema: CHECK },
      answers: { 200: json('CheckReport', 'Findings by file and line, and precedents by draft.') },
      codes: ['empty_query', 'degraded'],
      example: {
        body: CHECKED,
        status: 200,
        client: `client.check(${literal(CHECKED)})`,
      },
    },
  },
  '/api/timeline': {
    GET: {
      id: 'timeline',
      tag: 'search',
      summary: 'Decisions in the order of their days',
      query: {
        repo: repeated('Of any of these repositories.'),
        status: repeated('In any of these states.'),
        from: text('From this day, month or year on.', DAY),
        to: text('Until this day, month or year.', DAY),
        limit: limit(1000),
        lifecycle: SCOPE['lifecycle'],
        as_of: SCOPE['as_of'],
      } as Parameters,
      answers: { 200: json('Timeline', 'The latest first, with counts for each filter.') },
      example: {
        query: { from: '2025', limit: '3' },
        status: 200,
        client: "client.timeline({ from: '2025', limit: 3 })",
      },
    },
  },
  '/api/similar/{kind}/{id}': {
    GET: {
      id: 'similarToRecord',
      tag: 'search',
      summary: 'What says the like of a record',
      query: SCOPE,
      answers: ANSWERS,
      codes: [...CODES, 'not_found'],
      example: {
        path: { kind: 'architecture_decisions', id: ID },
        query: { limit: '3' },
        status: 200,
        client: `client.similar({ kind: 'architecture_decisions', id: '${ID}' }, { limit: 3 })`,
      },
    },
  },
};
