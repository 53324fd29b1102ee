import { kindNames } from '#src/kinds/index';
import type { View } from '#src/web/visit';
import { kindTitle } from '#src/web/words';

import type { ShownOperation } from './model.ts';
import { Method } from './operation.tsx';

export interface Section {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly operations: readonly ShownOperation[];
}

interface ContentsProps {
  readonly sections: readonly Section[];
  /** Path of the page at hand. */
  readonly current: string;
}

/** What is on the page, and the other pages of the reference. */
export const Contents = ({ sections, current }: ContentsProps): View => (
  <nav class="contents" aria-label="Reference">
    <label class="filter" hidden>
      <span class="said">Filter the operations</span>
      <input type="search" data-filter placeholder="Filter" autocomplete="off" />
    </label>
    <p class="muted" data-none hidden>
      Nothing here has these words.
    </p>
    {current === '/docs' ? null : (
      <p>
        <a href="/docs">All of the API</a>
      </p>
    )}
    {sections.map(({ name, title, operations }) => (
      <div data-group>
        <h2>
          <a href={`#tag-${name}`}>{title}</a>
        </h2>
        <ul>
          {operations.map(({ id, method, summary }) => (
            <li data-entry={id}>
              <a href={`#${id}`}>
                <Method method={method} /> <span>{summary}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    ))}
    <KindPages current={current} />
  </nav>
);

/** Records of every kind answer alike, each with its own fields. */
const KindPages = ({ current }: Pick<ContentsProps, 'current'>): View => (
  <details open={current !== '/docs'} id="kinds">
    <summary>Records, by kind</summary>
    <ul>
      {kindNames.map((kind) => (
        <li>
          <a href={`/docs/${kind}`} aria-current={current === `/docs/${kind}` ? 'page' : undefined}>
            {kindTitle(kind)}
          </a>
        </li>
      ))}
    </ul>
  </details>
);
