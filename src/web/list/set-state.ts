import type { RecordHistory } from '#src/client/changes';
import { WorkspaceError } from '#src/errors';
import type { Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import { formOf, textIn } from '#src/web/form-body';
import { refused } from '#src/web/refused';
import { toneOf } from '#src/web/tones';
import { seeOther, type Visit } from '#src/web/visit';
import { spoken } from '#src/web/words';
import { kindCalled, sendList } from '#web/list/list-page';

import { listHref, readListQuery } from './list-query.ts';
import { plainText } from './plain-text.ts';

/** What a list's form asks to be changed. */
interface Wish {
  readonly kind: Kind;
  readonly id: string;
  readonly field: string;
  /** What whoever asks has seen. */
  readonly was: string;
  readonly value: string;
  /** Address of the list. */
  readonly back: string;
}

/** What became of a wish, with the value that holds now. */
interface Outcome {
  readonly ok: boolean;
  readonly value: string;
  readonly sentence: string;
}

const CONFLICT = 409;

/**
 * POST /list/{kind}/{id}: changes one field, if it still holds what the list showed. Between this
 * look and the write the record's version is guarded (If-Match), so that nobody's change is lost.
 */
export async function setState(visit: Visit): Promise<Response> {
  const wish = await wishIn(visit);
  const outcome = await carryOut(visit, wish);
  const status = outcome.ok ? 200 : CONFLICT;
  if (visit.c.req.header('Accept') === 'application/json')
    return Response.json({ ...outcome, tone: toneOf(outcome.value) }, { status });
  const list = new URL(wish.back, visit.url);
  if (!outcome.ok)
    return sendList({ ...visit, url: list }, wish.kind, { sentence: outcome.sentence, status });
  return seeOther(
    listHref(wish.kind.name, { ...readListQuery(list.searchParams), saved: wish.id }),
  );
}

async function wishIn(visit: Visit): Promise<Wish> {
  const [form, { c }] = [await formOf(visit), visit];
  const text = (name: string): string => textIn(form, name);
  const kind = kindCalled(c.req.param('kind') ?? '');
  const field = kind?.fields[text('field')];
  if (!kind || !field)
    throw refused('invalid_body', 'The form names no field of the kind.', 'Load the list again.');
  const back = text('back').startsWith(`/list/${kind.name}`) ? text('back') : `/list/${kind.name}`;
  const id = c.req.param('id') ?? '';
  return { kind, id, field: field.name, was: text('was'), value: text('value'), back };
}

async function carryOut({ client }: Visit, wish: Wish): Promise<Outcome> {
  const ref = { kind: wish.kind.name, id: wish.id };
  const { record, etag } = await client.get(ref);
  const now = plainText(record[wish.field]);
  if (now !== wish.was) return lostTo(now, wish, await client.history(ref, { limit: 1 }));
  try {
    const change = { [wish.field]: wish.value === '' ? null : wish.value };
    const written = await client.patch(ref, change, { ifMatch: etag });
    const value = plainText(written.record[wish.field]);
    return {
      ok: true,
      value,
      sentence: `Saved: ${titleOf(wish.kind, record)} is ${spoken(value)}.`,
    };
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'precondition_failed') throw error;
    const { record: other } = await client.get(ref);
    return lostTo(plainText(other[wish.field]), wish, await client.history(ref, { limit: 1 }));
  }
}

/** Someone else was faster: who, when, and what holds now. */
function lostTo(value: string, wish: Wish, { items }: RecordHistory): Outcome {
  const [last] = items;
  const who = last?.who ? ` by ${last.who}` : '';
  const when = last ? ` at ${last.at.slice(0, 16).replace('T', ' ')} UTC` : '';
  const shown = (text: string): string => (text === '' ? 'empty' : `'${spoken(text)}'`);
  const sentence =
    `${wish.id} was changed${who}${when}: its ${spoken(wish.field)} is ${shown(value)} now, and not ` +
    `${shown(wish.was)} any more. Nothing was written; choose again if you still want ${shown(wish.value)}.`;
  return { ok: false, value, sentence };
}
