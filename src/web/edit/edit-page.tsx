import { Page } from '#web/layout';
import { Heading, Notice } from '#web/parts';
import { WorkspaceError, type InputIssue } from '#src/errors';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import type { KindName } from '#src/kinds/index';
import { titleOf } from '#src/kinds/title';
import { formOf, textIn } from '#src/web/form-body';
import { mayRead } from '#src/web/may-read';
import { seeOther, sendPage, type View, type Visit } from '#src/web/visit';
import { kindTitle, recordPath } from '#src/web/words';
import { kindCalled, unknownKind } from '#web/list/list-page';

import { FieldControl } from './field-control.tsx';
import {
  changedValue,
  createdValue,
  formFields,
  otherIssues,
  textsOf,
  type FormTexts,
} from './record-form.ts';

/** What a form is about, and what it holds. */
interface Form {
  readonly kind: Kind;
  readonly texts: FormTexts;
  /** Of an existing record. */
  readonly edits?: { readonly id: string; readonly title: string; readonly etag: string };
  readonly issues?: readonly InputIssue[];
  /** What went wrong, as a sentence. */
  readonly fault?: string;
}

/** GET /new/{kind}: a form for a record; fields that the address names are filled in. */
export async function newRecordPage(visit: Visit): Promise<Response> {
  const kind = kindIn(visit);
  await mayRead(visit);
  const given = [...visit.url.searchParams].filter(([name]) => name in kind.fields);
  return sendForm(visit, { kind, texts: new Map([...textsOf(kind), ...given]) });
}

/** POST /new/{kind} */
export async function createRecord(visit: Visit): Promise<Response> {
  const kind = kindIn(visit);
  const { texts } = await textsIn(visit);
  const { value, issues } = createdValue(kind, texts);
  return written(visit, { kind, texts, issues }, async () => {
    const { id } = await visit.client.create(kind.name, value);
    return recordPath({ kind: kind.name, id });
  });
}

/** GET /edit/{kind}/{id} */
export async function editRecordPage(visit: Visit): Promise<Response> {
  const kind = kindIn(visit);
  const { record, etag } = await visit.client.get(refIn(visit, kind));
  return sendForm(visit, {
    kind,
    texts: textsOf(kind, record),
    edits: editsOf(kind, record, etag),
  });
}

/** POST /edit/{kind}/{id}: writes the fields that were changed, if nobody else has written meanwhile. */
export async function saveEdited(visit: Visit): Promise<Response> {
  const kind = kindIn(visit);
  const ref = refIn(visit, kind);
  const { texts, etag } = await textsIn(visit);
  const now = await visit.client.get(ref);
  const edits = editsOf(kind, now.record, now.etag);
  if (etag !== now.etag) return sendForm(visit, { kind, texts, edits, fault: CHANGED }, LOST);
  const { value, issues } = changedValue(kind, texts, now.record);
  if (issues.length === 0 && Object.keys(value).length === 0) return seeOther(recordPath(ref));
  return written(visit, { kind, texts, edits, issues }, async () => {
    await visit.client.patch(ref, value, { ifMatch: etag });
    return recordPath(ref);
  });
}

const LOST = 409;
const CHANGED =
  'Somebody has changed this record since you opened it. Nothing was written. What you typed is still ' +
  'here: look at the record beside it, and save again to write it over.';

/** Writes and goes to what `write` answers; what the service refuses is said beside the fields that it names. */
async function written(
  visit: Visit,
  form: Form & { readonly issues: readonly InputIssue[] },
  write: () => Promise<string>,
): Promise<Response> {
  if (form.issues.length > 0)
    return sendForm(visit, { ...form, fault: 'Some fields cannot be read.' }, BAD);
  try {
    return seeOther(await write());
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code === 'unauthorized') throw error;
    const fault = error.code === 'precondition_failed' ? CHANGED : sentenceOf(error);
    return sendForm(visit, { ...form, issues: error.issues, fault }, BAD);
  }
}

const BAD = 400;

const sentenceOf = ({ message, next }: WorkspaceError): string =>
  [message, next].filter(Boolean).join(' ');

/** Code: unknown_kind. */
function kindIn({ c }: Visit): Kind {
  const name = c.req.param('kind') ?? '';
  const kind = kindCalled(name);
  if (kind) return kind;
  throw unknownKind(name);
}

const refIn = ({ c }: Visit, kind: Kind) => ({ kind: kind.name, id: c.req.param('id') ?? '' });

const editsOf = (kind: Kind, record: AnyRecord, etag: string) => ({
  id: String(record[kind.primaryKey]),
  title: titleOf(kind, record),
  etag,
});

async function textsIn(
  visit: Visit,
): Promise<{ readonly texts: FormTexts; readonly etag: string }> {
  const form = await formOf(visit);
  const texts = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return { texts: new Map(texts), etag: textIn(form, 'etag') };
}

const sendForm = (visit: Visit, form: Form, status = 200): Promise<Response> =>
  sendPage(<FormPage visit={visit} {...form} />, status);

const FormPage = ({
  visit,
  kind,
  texts,
  edits,
  issues = [],
  fault,
}: Form & { readonly visit: Visit }): View => {
  const fields = formFields(kind, texts, { issues, edits: edits !== undefined });
  const title = edits ? `Edit ${kind.label}` : `New ${kind.label}`;

  return (
    <Page visit={visit} title={title} nav={`/list/${kind.name}`}>
      <Heading
        title={edits ? edits.title : title}
        eyebrow={
          edits ? title : <a href={`/list/${kind.name}`}>{kindTitle(kind.name as KindName)}</a>
        }
      />
      {fault === undefined ? null : (
        <Notice tone="bad">
          {fault}
          {otherIssues(fields, issues).map(({ pointer, detail }) => (
            <span>
              {' '}
              {pointer}: {detail}
            </span>
          ))}
        </Notice>
      )}
      <form class="record-form" method="post">
        {edits ? <input type="hidden" name="etag" value={edits.etag} /> : null}
        {fields.map((field) => (
          <FieldControl {...field} />
        ))}
        <p class="form-foot">
          <button class="button primary">{edits ? 'Save' : `Make this ${kind.label}`}</button>
          <a href={edits ? recordPath({ kind: kind.name, id: edits.id }) : `/list/${kind.name}`}>
            Cancel
          </a>
        </p>
      </form>
    </Page>
  );
};
