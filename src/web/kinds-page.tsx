import { kindNames, type KindName } from '#src/kinds/index';

import { Heading } from './parts.tsx';
import { Page } from './layout.tsx';
import { sendPage, type View, type Visit } from './visit.ts';
import { figure, kindTitle } from './words.ts';

type Counts = Readonly<Partial<Record<KindName, number>>>;

/** GET /list: every kind with how many records it has. */
export async function kindsPage(visit: Visit): Promise<Response> {
  const { records } = await visit.client.status();
  return sendPage(
    <Page visit={visit} title="All kinds">
      <Heading title="All kinds" eyebrow="Records" />
      <KindTiles counts={records} />
    </Page>,
  );
}

/** The kinds that have records first, most first. */
const KindTiles = ({ counts }: { readonly counts: Counts }): View => (
  <ul class="tiles">
    {[...kindNames]
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
      .map((kind) => (
        <li>
          <a href={`/list/${kind}`} class={counts[kind] ? undefined : 'none'}>
            <strong>{figure(counts[kind] ?? 0)}</strong>
            <span>{kindTitle(kind)}</span>
          </a>
        </li>
      ))}
  </ul>
);
