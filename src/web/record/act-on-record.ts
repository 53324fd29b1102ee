import { WorkspaceError } from '#src/errors';
import type { RecordRef } from '#src/client/types';
import type { KindName } from '#src/kinds/index';
import { seeOther, type Visit } from '#src/web/visit';
import { recordPath } from '#src/web/words';
import { requestIn, sendRecord } from '#web/record/record-page';

/** A form of a record's page: what it asks for, and where it is told. */
interface Wish {
  readonly ref: RecordRef<KindName>;
  readonly client: Visit['client'];
  text(name: string): string;
}

interface Action {
  readonly carryOut: (wish: Wish) => Promise<unknown>;
  /** Part of the page that shows it. */
  readonly at: string;
  readonly done: string;
}

/** What the forms of a record's page can ask for, by the value of their `do`. */
const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['state', { carryOut: setState, at: '', done: 'state' }],
  ['tag', { carryOut: addTags, at: '#tags', done: 'tags' }],
  ['untag', { carryOut: removeTag, at: '#tags', done: 'tags' }],
  ['link', { carryOut: addLink, at: '#related', done: 'links' }],
  ['unlink', { carryOut: removeLink, at: '#related', done: 'links' }],
  ['restore', { carryOut: restoreVersion, at: '#history', done: 'restored' }],
]);

/** POST /record/{kind}/{id}: does what a form of the page asks for, or says on the page why not. */
export async function actOnRecord(visit: Visit): Promise<Response> {
  const request = requestIn(visit);
  const form = await visit.c.req.parseBody();
  const text = (name: string): string => (typeof form[name] === 'string' ? form[name] : '');
  const action = ACTIONS.get(text('do'));
  if (!action) throw new WorkspaceError('invalid_body', 'The form asks for nothing known.');
  try {
    await action.carryOut({ ref: request.ref, client: visit.client, text });
    return seeOther(`${recordPath(request.ref)}?done=${action.done}${action.at}`);
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code === 'unauthorized') throw error;
    return sendRecord(visit, request, saidOf(error));
  }
}

const CHANGED =
  'Somebody has changed this record since you opened it, and nothing was written. It is shown as it is now.';

const saidOf = ({ code, message, next }: WorkspaceError) =>
  code === 'precondition_failed'
    ? { sentence: CHANGED, status: 409 }
    : { sentence: [message, next].filter(Boolean).join(' '), status: 400 };

function setState({ client, ref, text }: Wish): Promise<unknown> {
  const value = text('value') === '' ? null : text('value');
  return client.patch<string>(ref, { [text('field')]: value }, { ifMatch: text('etag') });
}

function addTags({ client, ref, text }: Wish): Promise<unknown> {
  const tags = text('tags')
    .split(',')
    .map((tag) => tag.trim());
  return client.addTags(
    ref,
    tags.filter((tag) => tag !== ''),
  );
}

function removeTag({ client, ref, text }: Wish): Promise<unknown> {
  return client.removeTags(ref, [text('tag')]);
}

function addLink({ client, ref, text }: Wish): Promise<unknown> {
  const to = { kind: text('kind'), id: text('id').trim() };
  return client.link({ from: ref, relation: text('relation').trim(), to });
}

function removeLink({ client, text }: Wish): Promise<unknown> {
  return client.remove({ kind: 'record_links', id: text('link') });
}

function restoreVersion({ client, ref, text }: Wish): Promise<unknown> {
  const ifMatch = text('etag') === '' ? undefined : text('etag');
  return client.restore(ref, Number(text('version')), { ifMatch });
}
