import type { Source } from '#src/store/store';
import { listHref } from '#src/web/list/list-query';
import type { View } from '#src/web/visit';
import { counted, figure } from '#src/web/words';
import { Empty, Time } from '#web/parts';

import { Act } from './failures.tsx';

/** The folders that documents come from. The service never reads one because a page names it. */
export const Sources = ({ sources }: { readonly sources: readonly Source[] }): View => (
  <section class="sources">
    <h2>Folders that documents come from</h2>
    {sources.length === 0 ? (
      <Empty title="No folder has been indexed.">
        <code>workspace index docs/decisions</code> reads one, and remembers it.
      </Empty>
    ) : (
      <ul class="rows">
        {sources.map((source) => (
          <SourceRow {...source} />
        ))}
      </ul>
    )}
  </section>
);

const SourceRow = (source: Source): View => {
  const { id, repo, path, host, synced_at: synced, last_sync: found } = source;
  return (
    <li>
      <div>
        <a href={listHref('documents', { filters: [['repo__eq', repo]] })}>{repo}</a>{' '}
        <code>{path}</code> <span class="muted">on {host}</span>
        <p class="muted small">
          {synced === null ? (
            'never read'
          ) : (
            <>
              read on <Time value={synced} />
            </>
          )}
          {found === null
            ? null
            : `: ${counted(found.documents, 'document')}, ${figure(found.added)} added, ${figure(found.changed)} changed, ${figure(found.removed)} removed, ${figure(found.skipped)} skipped`}
        </p>
      </div>
      <Act action="forget" fields={{ source: id }} label={`Forget ${path} on ${host}`}>
        Forget
      </Act>
    </li>
  );
};
