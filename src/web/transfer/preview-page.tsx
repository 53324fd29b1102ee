import type { Child } from 'hono/jsx';

import { Page } from '#web/layout';
import { Empty, Heading, Notice } from '#web/parts';
import type { ImportReport } from '#src/client/transfer';
import { WorkspaceError } from '#src/errors';
import { formOf, textIn } from '#src/web/form-body';
import { size } from '#src/web/index-state/progress';
import { mayRead } from '#src/web/may-read';
import { seeOther, sendPage, type View, type Visit } from '#src/web/visit';
import { counted, figure } from '#src/web/words';

import { digestOf } from './digest.ts';
import { ReportTable } from './report-table.tsx';
import type { Staged, Upload } from './staged-uploads.ts';

const CONFLICT = 409;
const GONE = 410;
const nameIn = ({ c }: Visit): string => c.req.param('upload') ?? '';

/** GET /transfer/{upload}: what an upload would do now, or what it has done. */
export async function previewPage(visit: Visit): Promise<Response> {
  await mayRead(visit);
  const staged = visit.uploads.find(nameIn(visit));
  return staged ? sendStaged(visit, staged) : sendGone(visit);
}

const MOVED =
  'The records have changed since you looked. Nothing was imported; this is what would be done now.';

/** POST /transfer/{upload}: does what the preview has shown, or shows it anew where it is not the same any more. */
export async function confirmImport(visit: Visit): Promise<Response> {
  await mayRead(visit);
  const name = nameIn(visit);
  const [staged, form] = [visit.uploads.find(name), await formOf(visit)];
  if (staged?.state !== 'waiting') return seeOther(`/transfer/${name}`);
  if (form.has('drop')) {
    visit.uploads.drop(name);
    return seeOther('/transfer');
  }
  const { bundle, options } = staged.upload;
  const preview = await visit.client.importAll(bundle, { ...options, dryRun: true });
  if (digestOf(preview) !== textIn(form, 'digest'))
    return sendStaged(visit, staged, { told: MOVED, status: CONFLICT });
  visit.uploads.settle(name, await visit.client.importAll(bundle, options));
  return seeOther(`/transfer/${name}`);
}

interface Told {
  readonly told?: string;
  readonly status?: number;
}

async function sendStaged(visit: Visit, staged: Staged, { told, status }: Told = {}) {
  if (staged.state === 'imported')
    return sendPage(<Done visit={visit} report={staged.report} />, status);
  const { upload } = staged;
  try {
    const report = await visit.client.importAll(upload.bundle, { ...upload.options, dryRun: true });
    return await sendPage(<Preview {...{ visit, upload, report, told }} />, status);
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code === 'unauthorized') throw error;
    return sendPage(<Refused {...{ visit, upload, error }} />, status ?? 400);
  }
}

const Frame = ({
  visit,
  title,
  children,
}: {
  visit: Visit;
  title: string;
  children?: Child;
}): View => (
  <Page visit={visit} title={title} nav="/transfer">
    <Heading title={title} eyebrow={<a href="/transfer">Import and export</a>} />
    {children}
  </Page>
);

const sendGone = (visit: Visit): Promise<Response> =>
  sendPage(
    <Frame visit={visit} title="Import">
      <Empty title="These files are no longer here.">
        They are kept for half an hour, and only while the service runs.{' '}
        <a href="/transfer">Choose them again</a>.
      </Empty>
    </Frame>,
    GONE,
  );

const Files = ({ files }: Pick<Upload, 'files'>): View => (
  <p class="muted">{files.map(({ name, bytes }) => `${name} (${size(bytes)})`).join(', ')}</p>
);

interface PreviewProps {
  readonly visit: Visit;
  readonly upload: Upload;
  readonly report: ImportReport;
  readonly told: string | undefined;
}

const Preview = ({ visit, upload, report, told }: PreviewProps): View => {
  const { faults_total: faults, kinds } = report;
  const changes = kinds.reduce((sum, each) => sum + each.added + each.changed + each.removed, 0);
  const isPossible = faults === 0 || upload.options.quarantine === true;
  return (
    <Frame visit={visit} title="What the import would do">
      <Files files={upload.files} />
      {told === undefined ? null : <Notice tone="warn">{told}</Notice>}
      {isPossible ? null : (
        <Notice tone="bad">
          {counted(faults, 'fault')}: nothing can be imported until they are corrected, or bad
          records set aside.
        </Notice>
      )}
      {faults === 0 && changes === 0 ? (
        <Notice>Everything is here already: nothing would change.</Notice>
      ) : null}
      <form class="actions import-confirm" method="post">
        <input type="hidden" name="digest" value={digestOf(report)} />
        {isPossible && changes > 0 ? (
          <button class="button primary">Import: {counted(changes, 'change')}</button>
        ) : null}
        <button class="button" name="drop" value="true">
          Drop it
        </button>
      </form>
      <ReportTable report={report} />
    </Frame>
  );
};

const Done = ({ visit, report }: Pick<PreviewProps, 'visit' | 'report'>): View => {
  const sum = (of: 'added' | 'changed' | 'removed' | 'left') =>
    report.kinds.reduce((all, each) => all + each[of], 0);
  return (
    <Frame visit={visit} title="Imported">
      <Notice tone="good">
        {figure(sum('added'))} added, {figure(sum('changed'))} changed, {figure(sum('removed'))}{' '}
        removed, {figure(sum('left'))} left as they were.
        {report.index === 'queued' ? (
          <>
            {' '}
            The index follows: <a href="/index">look how far it is</a>.
          </>
        ) : null}
      </Notice>
      <ReportTable report={report} />
    </Frame>
  );
};

const Refused = ({
  visit,
  upload,
  error,
}: Pick<PreviewProps, 'visit' | 'upload'> & { readonly error: WorkspaceError }): View => (
  <Frame visit={visit} title="This cannot be imported">
    <Files files={upload.files} />
    <Notice tone="bad">
      {error.message} {error.next}
    </Notice>
    <ul class="rows">
      {error.issues.map(({ file, pointer, detail }) => (
        <li>
          <code>
            {file} {pointer}
          </code>{' '}
          {detail}
        </li>
      ))}
    </ul>
    <p>
      <a class="button" href="/transfer">
        Choose other files
      </a>
    </p>
  </Frame>
);
