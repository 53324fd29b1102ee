import type { ImportReport } from '#src/client/transfer';
import type { View } from '#src/web/visit';
import { counted, figure, kindTitle, recordPath, spoken } from '#src/web/words';

/** Records that are shown one by one; more would bury them all. */
const MOST_RECORDS = 500;
/** Longest value, in UTF-16 units. */
const LONGEST = 400;

/** What an import does, by kind, fault by fault and record by record. */
export const ReportTable = ({ report }: { readonly report: ImportReport }): View => (
  <>
    <Kinds kinds={report.kinds} />
    <Faults {...report} />
    <Warnings {...report} />
    <SetAside {...report} />
    <Records records={(report.records ?? []).filter(({ action }) => action !== 'left')} />
  </>
);

const ACTIONS = ['added', 'changed', 'removed', 'left'] as const;

const Kinds = ({ kinds }: Pick<ImportReport, 'kinds'>): View =>
  kinds.length === 0 ? (
    <></>
  ) : (
    <div class="records-frame" tabindex={0} role="group" aria-label="By kind">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Kind</th>
            {ACTIONS.map((action) => (
              <th scope="col" class="numeric">
                {action}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, ...counts }) => (
            <tr>
              <th scope="row">{kindTitle(kind)}</th>
              {ACTIONS.map((action) => (
                <td class="numeric">{figure(counts[action])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

const Faults = ({
  faults,
  faults_total: total,
}: Pick<ImportReport, 'faults' | 'faults_total'>): View =>
  total === 0 ? (
    <></>
  ) : (
    <section>
      <h2>{counted(total, 'fault')}</h2>
      <ul class="rows">
        {faults.map(({ file, pointer, id, reason }) => (
          <li>
            <span>{reason}</span>
            <code class="muted">{[file, pointer, id].filter(Boolean).join(' ')}</code>
          </li>
        ))}
      </ul>
    </section>
  );

const Warnings = ({
  warnings,
  warnings_total: total,
}: Pick<ImportReport, 'warnings' | 'warnings_total'>): View =>
  total === 0 ? (
    <></>
  ) : (
    <section>
      <h2>{counted(total, 'remark')}</h2>
      <ul class="rows">
        {warnings.map(({ source, id, detail }) => (
          <li>
            <span>{detail}</span>
            <code class="muted">{[source.file, source.pointer, id].filter(Boolean).join(' ')}</code>
          </li>
        ))}
      </ul>
    </section>
  );

const SetAside = ({ quarantined = [] }: Pick<ImportReport, 'quarantined'>): View =>
  quarantined.length === 0 ? (
    <></>
  ) : (
    <section>
      <h2>{counted(quarantined.length, 'record')} set aside</h2>
      <p class="muted">Copy them into a file, correct them, and import that.</p>
      <pre class="set-aside" tabindex={0} role="group" aria-label="Records that were set aside">
        {JSON.stringify(quarantined, null, 2)}
      </pre>
    </section>
  );

type Shown = NonNullable<ImportReport['records']>[number];

const Records = ({ records }: { readonly records: readonly Shown[] }): View =>
  records.length === 0 ? (
    <></>
  ) : (
    <section class="import-records">
      <h2>Record by record</h2>
      <ul class="rows">
        {records.slice(0, MOST_RECORDS).map((record) => (
          <RecordRow {...record} />
        ))}
      </ul>
      {records.length > MOST_RECORDS ? (
        <p class="muted">and {figure(records.length - MOST_RECORDS)} more</p>
      ) : null}
    </section>
  );

const RecordRow = ({ action, kind, id, title, changes = [] }: Shown): View => (
  <li class={`import-${action}`}>
    <div>
      <span class="import-action">{action}</span>{' '}
      {id === undefined || action === 'added' ? (
        <b>{title ?? id ?? 'a new record'}</b>
      ) : (
        <a href={recordPath({ kind, id })}>{title ?? id}</a>
      )}{' '}
      <span class="muted small">{id}</span>
      {changes.length === 0 ? null : (
        <dl class="field-changes">
          {changes.map(({ field, before, after }) => (
            <div>
              <dt>{spoken(field)}</dt>
              <dd>
                <del>{shown(before)}</del> <ins>{shown(after)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  </li>
);

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
