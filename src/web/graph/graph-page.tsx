import { Page } from '#web/layout';
import { Empty, Heading, Notice } from '#web/parts';
import { WorkspaceError } from '#src/errors';
import { kindOf, resolveKind } from '#src/kinds/index';
import { seeOther, sendPage, type View, type Visit } from '#src/web/visit';
import { counted, recordPath } from '#src/web/words';

import { GraphList } from './graph-list.tsx';
import { GraphSvg } from './graph-svg.tsx';
import { layoutGraph } from './layout.ts';
import { neighbourhood, startOf, type GraphNode, type Neighbourhood } from './neighbourhood.ts';

const DEPTHS = [1, 2, 3] as const;
const MOST = 40;

/** GET /graph?kind=&id=&depth=: what is linked to a record, and to what that is linked to. */
export async function graphPage(visit: Visit): Promise<Response> {
  const { searchParams } = visit.url;
  const [name, id] = [searchParams.get('kind') ?? '', searchParams.get('id') ?? ''];
  if (name === '' && id === '') return seeOther('/');
  const kind = resolveKind(name);
  if (kind === undefined)
    throw new WorkspaceError('not_found', `'${name.slice(0, 60)}' is no kind of record.`);
  const { record } = await visit.client.get<string>({ kind, id });
  const start = startOf(kindOf(kind), { kind, id }, record);
  const depth = DEPTHS.find((each) => String(each) === searchParams.get('depth')) ?? 2;
  const graph = await neighbourhood(visit.client, start, { depth, most: MOST });
  return sendPage(<GraphPage {...{ visit, start, depth, graph }} />);
}

interface GraphPageProps {
  readonly visit: Visit;
  readonly start: GraphNode;
  readonly depth: number;
  readonly graph: Neighbourhood;
}

const GraphPage = ({ visit, start, depth, graph }: GraphPageProps): View => (
  <Page
    visit={visit}
    title={`Around ${start.title}`}
    nav={`/list/${start.kind}`}
    scripts={['drawings.js']}
  >
    <Heading
      title={start.title}
      eyebrow={
        <>
          What is linked to <a href={recordPath(start)}>{start.id}</a>
        </>
      }
    >
      <nav class="segments" aria-label="How far">
        {DEPTHS.map((each) => (
          <a href={graphHref(start, each)} aria-current={each === depth ? 'true' : undefined}>
            {counted(each, 'step')}
          </a>
        ))}
      </nav>
    </Heading>
    {graph.left > 0 ? (
      <Notice>{counted(graph.left, 'further relation')} would not fit in here.</Notice>
    ) : null}
    {graph.nodes.length === 1 ? (
      <Empty title="Nothing is linked to it">
        <a href={recordPath(start)}>Go to the record to link it</a>
      </Empty>
    ) : (
      <>
        <GraphSvg layout={layoutGraph(graph)} label={`Records around ${start.title}`} />
        <section aria-labelledby="as-list">
          <h2 id="as-list">The same in words</h2>
          <GraphList graph={graph} />
        </section>
      </>
    )}
  </Page>
);

const graphHref = ({ kind, id }: GraphNode, depth: number): string =>
  `/graph?${new URLSearchParams({ kind, id, depth: String(depth) }).toString()}`;
