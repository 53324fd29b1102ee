import { NOTE } from '#src/http/links';
import { json, nothing } from '#src/http/openapi/answers';
import { exampleId } from '#src/http/openapi/examples';
import { KIND_LIST, limit, several, whole, WRITER } from '#src/http/openapi/parameters';
import type { OperationDocs } from '#src/http/openapi/types';
import { DEPTH } from '#src/http/related';
import { CHANGE } from '#src/http/tags';

const KIND = 'workspace_tasks';
const ID = exampleId(KIND);
const DECISION = exampleId('architecture_decisions');
const PATH = { kind: KIND, id: ID };
const REF = `{ kind: '${KIND}', id: '${ID}' }`;
const LINK = {
  ...{ kind: 'architecture_decisions', id: DECISION, relation: 'amends' },
  ...{ toKind: KIND, toId: ID },
};
const PLACE = `{ from: { kind: 'architecture_decisions', id: '${DECISION}' }, relation: 'amends', to: ${REF} }`;

export const RELATIONS: OperationDocs = {
  '/api/{kind}/{id}/related': {
    GET: {
      id: 'related',
      tag: 'relations',
      summary: 'What a record is related to, by relation',
      description: 'By references in either direction, over joining records, and by links.',
      query: {
        relation: several('Only these relations, as `GET /api/kinds` names them.'),
        kind: KIND_LIST,
        limit: limit(50),
      },
      answers: { 200: json('Related', 'Groups that hold something.') },
      codes: ['unknown_kind', 'not_found'],
      example: { path: PATH, status: 200, client: `client.related(${REF})` },
    },
  },
  '/api/{kind}/{id}/dependencies': {
    GET: {
      id: 'dependencies',
      tag: 'relations',
      summary: 'What a record waits for, and what waits for it',
      query: { depth: whole('Steps that are followed at most.', rangeOf(DEPTH)) },
      answers: { 200: json('Dependencies', 'Near and far, nearest first, cycles included.') },
      codes: ['unknown_kind', 'not_found', 'invalid_body'],
      example: { path: PATH, status: 200, client: `client.dependencies(${REF})` },
    },
  },
  '/api/{kind}/{id}/chain': {
    GET: {
      id: 'chain',
      tag: 'relations',
      summary: 'The decisions that took each other’s place',
      answers: { 200: json('Chain', 'The one at the head first.') },
      codes: ['unknown_kind', 'not_found'],
      example: {
        path: { kind: 'architecture_decisions', id: DECISION },
        status: 200,
        client: `client.chain({ kind: 'architecture_decisions', id: '${DECISION}' })`,
      },
    },
  },
  '/api/{kind}/{id}/tags': {
    GET: {
      id: 'tags',
      tag: 'relations',
      summary: 'The tags of a record',
      answers: { 200: json('TaggedRecord', 'All of its tags.') },
      codes: ['unknown_kind', 'not_found'],
      example: { path: PATH, status: 200, client: `client.tags(${REF})` },
    },
    POST: {
      id: 'changeTags',
      tag: 'relations',
      summary: 'Put tags on a record and take others away',
      description: 'All or none.',
      headers: WRITER,
      body: { schema: CHANGE },
      writes: true,
      answers: { 200: json('TaggedRecord', 'All of its tags.') },
      codes: ['unknown_kind', 'not_found', 'wrong_state'],
      example: {
        path: PATH,
        body: { add: ['flaky'], remove: ['old'] },
        status: 200,
        client: `client.addTags(${REF}, ['flaky'])`,
      },
    },
  },
  '/api/{kind}/{id}/tags/{tag}': {
    PUT: {
      id: 'addTag',
      tag: 'relations',
      summary: 'Put a tag on a record',
      headers: WRITER,
      writes: true,
      answers: { 200: json('TaggedRecord', 'All of its tags.') },
      codes: ['unknown_kind', 'not_found', 'wrong_state'],
      example: { path: { ...PATH, tag: 'flaky' }, status: 200 },
    },
    DELETE: {
      id: 'removeTag',
      tag: 'relations',
      summary: 'Take a tag away',
      headers: WRITER,
      writes: true,
      answers: { 200: json('TaggedRecord', 'All of its tags.') },
      codes: ['unknown_kind', 'not_found', 'wrong_state'],
      example: { path: { ...PATH, tag: 'flaky' }, status: 200 },
    },
  },
  '/api/{kind}/{id}/links/{relation}/{toKind}/{toId}': {
    PUT: {
      id: 'link',
      tag: 'relations',
      summary: 'Say how two records are related',
      description: 'A link that is there already gets the note.',
      headers: WRITER,
      body: { schema: NOTE, optional: true },
      writes: true,
      answers: {
        200: json('LinkReceipt', 'It was there.'),
        201: json('LinkReceipt', 'It was made.'),
      },
      codes: ['unknown_kind', 'not_found', 'broken_reference', 'duplicate_id'],
      example: {
        path: LINK,
        body: { note: 'since the lease' },
        status: 201,
        client: `client.link(${PLACE}, 'since the lease')`,
      },
    },
    DELETE: {
      id: 'unlink',
      tag: 'relations',
      summary: 'Take a link away',
      headers: WRITER,
      writes: true,
      answers: { 204: nothing('It is gone.') },
      codes: ['unknown_kind', 'not_found'],
      example: {
        given: {
          ...{ kind: 'record_links', id: exampleId('record_links', 9) },
          fields: { relation: 'blocks' },
        },
        path: { ...LINK, relation: 'blocks' },
        status: 204,
        client: `client.unlink(${PLACE.replace('amends', 'blocks')})`,
      },
    },
  },
};

function rangeOf({ least, most, usual }: typeof DEPTH) {
  return { least, most, usual };
}
