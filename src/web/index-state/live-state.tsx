import type { Child } from 'hono/jsx';

import type { IndexReport, ServiceStatus } from '#src/client/types';
import type { View } from '#src/web/visit';
import { figure } from '#src/web/words';
import { Notice, StatusBadge } from '#web/parts';

import { duration, embeddable, progressOf, size } from './progress.ts';

/** How far the index is, how fast it comes on, and which spaces there are. */
export const LiveState = ({ status }: { readonly status: ServiceStatus }): View => {
  const { index, embedder, search } = status;
  const records = embeddable(status);
  const { share, sentence, state } = progressOf(index, records, index.indexer !== null);
  return (
    <>
      <section class={`index-progress ${state}`} aria-label="Progress">
        <p class="index-sentence">
          <b>{Math.floor(share * 100)} %</b> <span>{sentence}</span>
        </p>
        <progress max="1" value={String(share)} aria-label="Records that are embedded" />
      </section>
      {embedder.remark === undefined ? null : <Notice tone="warn">{embedder.remark}</Notice>}
      {search.degraded.map(({ leg, reason }) => (
        <Notice tone="warn">
          {leg}: {reason}
        </Notice>
      ))}
      <Facts {...status} />
      {index.spaces.length > 1 ? <Spaces spaces={index.spaces} records={records} /> : null}
    </>
  );
};

const Facts = ({ index, embedder, database }: ServiceStatus): View => (
  <dl class="facts">
    <Fact name="Passages">{figure(index.passages)}</Fact>
    <Fact name="Waiting">{figure(index.pending)}</Fact>
    <Fact name="Failed">{figure(index.failed)}</Fact>
    <Fact name="Speed">
      {index.passages_per_second === null ? '–' : `${figure(index.passages_per_second)} passages/s`}
    </Fact>
    <Fact name="Time left">
      {index.seconds_left === null || index.seconds_left === 0 ? '–' : duration(index.seconds_left)}
    </Fact>
    <Fact name="Worked on by">{index.indexer?.holder ?? 'nobody now'}</Fact>
    <Fact name="Model">
      {embedder.model} <StatusBadge status={embedder.state} />
      {embedder.reason === undefined ? null : <span class="muted"> {embedder.reason}</span>}
    </Fact>
    <Fact name="File">
      {size(database.bytes)}
      {database.path === undefined ? null : <span class="muted"> {database.path}</span>}
    </Fact>
  </dl>
);

const Fact = ({ name, children }: { readonly name: string; readonly children?: Child }): View => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

interface SpacesProps {
  readonly spaces: IndexReport['spaces'];
  readonly records: number;
}

/** Whose vectors there are: while the model changes, the new ones are made beside those that answer. */
const Spaces = ({ spaces, records }: SpacesProps): View => (
  <section class="spaces">
    <h2>Vectors by model</h2>
    <div class="records-frame" tabindex={0} role="group" aria-label="Vectors by model">
      <table class="figures">
        <thead>
          <tr>
            {['Model', 'State', 'Passages', 'Waiting', 'Failed', 'Embedded'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spaces.map((space) => {
            const { share } = progressOf(space, records, true);
            return (
              <tr>
                <th scope="row">
                  {space.model} <span class="muted small">{space.dimensions} dimensions</span>
                  {space.fault === undefined ? null : <p class="fault">{space.fault}</p>}
                </th>
                <td>
                  <StatusBadge status={space.state} />
                </td>
                <td class="numeric">{figure(space.passages)}</td>
                <td class="numeric">{figure(space.pending)}</td>
                <td class="numeric">{figure(space.failed)}</td>
                <td>
                  <progress max="1" value={String(share)} aria-label={`${space.model}, embedded`} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  </section>
);
