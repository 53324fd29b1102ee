import { Page } from '#web/layout';
import { Heading, Notice } from '#web/parts';
import { sendPage, sendPart, type View, type Visit } from '#src/web/visit';

import { ACTIONS } from './actions.ts';
import { Failures } from './failures.tsx';
import { LiveState } from './live-state.tsx';
import { Models } from './models.tsx';
import { Sources } from './sources.tsx';

/** GET /index: how far the vectors are, and what can be done about them. A script keeps it live. */
export async function indexPage(visit: Visit): Promise<Response> {
  const { client, url } = visit;
  const [status, failures] = [await client.status(), await client.indexFailures()];
  const [models, sources] = [await client.models(), await client.sources()];
  const done = ACTIONS[url.searchParams.get('done') ?? '']?.done;
  const { warnings } = status.growth;
  return sendPage(
    <Page visit={visit} title="Index" scripts={['index-state.js']}>
      <Heading title="Index" />
      {done === undefined ? null : <Notice tone="good">{done}</Notice>}
      {warnings.map(({ sentence, next }) => (
        <Notice tone="warn">
          {sentence} {next}
        </Notice>
      ))}
      <div id="index-live" data-events="/api/index" data-part="/part/index">
        <LiveState status={status} />
      </div>
      <div id="index-failures" data-failed={status.index.failed}>
        <Failures failures={failures} total={status.index.failed} />
      </div>
      <Models status={status} models={models} />
      <Sources sources={sources} />
    </Page>,
  );
}

/** GET /part/index: the part that changes while the index is worked on. */
export const indexPart = async ({ client }: Visit): Promise<Response> =>
  sendPart(<LiveState status={await client.status()} />);

/** GET /part/index-failures */
export async function failuresPart({ client }: Visit): Promise<Response> {
  const [{ failed }, failures] = [await client.indexStatus(), await client.indexFailures()];
  const view: View = <Failures failures={failures} total={failed} />;
  return sendPart(view);
}
