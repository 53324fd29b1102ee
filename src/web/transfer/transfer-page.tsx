import { Page } from '#web/layout';
import { Heading, Notice } from '#web/parts';
import { WorkspaceError } from '#src/errors';
import { kindNames, kindOf } from '#src/kinds/index';
import type { ServiceStatus } from '#src/client/types';
import { formOf } from '#src/web/form-body';
import { mayRead } from '#src/web/may-read';
import { seeOther, sendPage, type View, type Visit } from '#src/web/visit';
import { figure, kindTitle } from '#src/web/words';

import { ImportForm } from './import-form.tsx';
import { readUpload } from './read-upload.ts';

/** GET /transfer: all records as files, and files as records. */
export const transferPage = (visit: Visit): Promise<Response> => sendTransfer(visit);

/** Bytes of all files of an upload; more than that is a task for the command. */
const MOST_BYTES = 64 * 1024 ** 2;
const BAD = 400;

/** POST /transfer: takes files in, and goes to the preview of what they would do. */
export async function takeUpload(visit: Visit): Promise<Response> {
  await mayRead(visit);
  try {
    const upload = await readUpload(await formOf(visit, MOST_BYTES));
    return seeOther(`/transfer/${visit.uploads.keep(upload)}`);
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return sendTransfer(visit, [error.message, error.next].filter(Boolean).join(' '), BAD);
  }
}

async function sendTransfer(visit: Visit, fault?: string, status = 200): Promise<Response> {
  const { records } = await visit.client.status();
  return sendPage(
    <Page visit={visit} title="Import, export" nav="/transfer">
      <Heading title="Import and export" />
      {fault === undefined ? null : <Notice tone="bad">{fault}</Notice>}
      <div class="transfer">
        <ImportForm />
        <Exports records={records} />
      </div>
    </Page>,
    status,
  );
}

const Exports = ({ records }: Pick<ServiceStatus, 'records'>): View => (
  <section class="export-part">
    <h2>Export</h2>
    <p class="muted">Everything as of one moment, in files that can be imported again.</p>
    <p>
      <a class="button" href="/api/export" download="workspace-export.json">
        All records in one file
      </a>
    </p>
    <div class="records-frame" tabindex={0} role="group" aria-label="Files by kind">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            <th scope="col" class="numeric">
              records
            </th>
            <th scope="col">files</th>
          </tr>
        </thead>
        <tbody>
          {kindNames
            .filter((kind) => (records[kind] ?? 0) > 0)
            .map((kind) => (
              <tr>
                <th scope="row">
                  <a href={`/list/${kind}`}>{kindTitle(kind)}</a>
                </th>
                <td class="numeric">{figure(records[kind] ?? 0)}</td>
                <td>
                  <span class="file-links">
                    <a
                      href={`/api/export/${kindOf(kind).file.name}`}
                      download={kindOf(kind).file.name}
                    >
                      JSON<span class="hidden-text"> of {kindTitle(kind)}</span>
                    </a>
                    <a href={`/api/${kind}?format=csv`} download={`${kind}.csv`}>
                      CSV<span class="hidden-text"> of {kindTitle(kind)}</span>
                    </a>
                  </span>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  </section>
);
