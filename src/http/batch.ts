import { z } from 'zod';

import { kindOf, type KindName } from '#src/kinds/index';
import { derivedId } from '#src/kinds/ids';
import type { AnyRecord } from '#src/kinds/kind';
import type { WriteOperation, WriteReceipt } from '#src/store/store';

import { checkRecord, checkRecords } from './check-record.ts';
import type { AppDeps } from './deps.ts';
import { MOST_ITEMS } from './json-tree.ts';
import { sendJson } from './json.ts';
import { keepingWords } from './kept-words.ts';
import { kindInPath } from './parameters.ts';
import type { Handler } from './routes.ts';
import { invalidBody, must } from './validation.ts';
import {
  bodyOf,
  envelopeOf,
  ofOneRecord,
  ofRecords,
  sendRecord,
  storedOf,
  write,
} from './write.ts';

/** POST /api/{kind}: one record, or an array of them, all or none. */
export const createRecords =
  (deps: AppDeps): Handler =>
  async (c) => {
    const kind = kindInPath(c);
    const body = await bodyOf(c, deps);
    const single = !Array.isArray(body);
    const values = single ? [checkRecord(kind, body)] : await checkRecords(kind, body);
    const operations = values.map((value) => ({ op: 'create', kind, value }) as const);
    const pointer = single ? ofOneRecord : ofRecords;
    const stored = await storedOf(c, deps, await write(c, deps, { body, operations, pointer }));
    const [only] = stored;
    return single && only
      ? sendRecord(c, only, 201)
      : sendJson(c, { items: stored.map(envelopeOf) }, 201);
  };

/** PUT /api/{kind}: an array of whole records, each made or replaced, all or none. */
export const putRecords =
  (deps: AppDeps): Handler =>
  async (c) => {
    const kind = kindInPath(c);
    const body = await bodyOf(c, deps);
    if (!Array.isArray(body))
      throw invalidBody([{ pointer: '', detail: 'An array of whole records belongs here.' }]);
    const values = await checkRecords(kind, body, (item) => {
      const id = idOf(kind, item as AnyRecord | null);
      return keepingWords(deps.store, { kind, id: typeof id === 'string' ? id : '' }, item);
    });
    const operations = values.map((value, index) => putOperation(kind, value, index));
    const receipt = await write(c, deps, { body, operations, pointer: ofRecords });
    const items = (await storedOf(c, deps, receipt)).map(envelopeOf);
    return sendJson(c, { items, ...counts(receipt) });
  };

/** DELETE /api/{kind} with {"ids": [...]}: all or none. */
export const deleteRecords =
  (deps: AppDeps): Handler =>
  async (c) => {
    const kind = kindInPath(c);
    const body = await bodyOf(c, deps);
    const { ids } = must(DELETION, body, { pointer: '', known: ['ids'], label: 'deletion' });
    const operations = ids.map((id) => ({ op: 'delete', kind, id }) as const);
    const pointer = (inner: string) => `/ids${inner}`;
    const receipt = await write(c, deps, { body, operations, pointer });
    return sendJson(c, { deleted: receipt.outcomes.length });
  };

export const DELETION = z.strictObject({ ids: z.array(z.string()).max(MOST_ITEMS) });

/** The id is given, or follows from the fields that identify such a record. Code: invalid_body. */
function putOperation(kind: KindName, value: AnyRecord, index: number): WriteOperation {
  const { primaryKey, label } = kindOf(kind);
  const id = idOf(kind, value);
  const derived = typeof value[primaryKey] !== 'string';
  if (typeof id === 'string')
    return { op: 'put', kind, id, value: { ...value, [primaryKey]: id }, derived };
  const detail = `Each ${label} needs its ${primaryKey} here; POST makes new ones.`;
  throw invalidBody([{ pointer: `/${index}/${primaryKey}`, detail }]);
}

/** Undefined when none is given and none follows from what is. */
const idOf = (kind: KindName, value: AnyRecord | null): unknown =>
  value?.[kindOf(kind).primaryKey] ?? (value && derivedId(kindOf(kind), value));

function counts({ outcomes }: WriteReceipt): {
  readonly created: number;
  readonly updated: number;
} {
  const having = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return { created: having('created'), updated: having('updated') };
}
