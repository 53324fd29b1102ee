import type { View } from '#src/web/visit';
import { recordPath } from '#src/web/words';

import type { RecordSheet } from './read-record.ts';

/** The tags of a record, each with a way to the others that have it and a way to take it off. */
export const TagsPanel = ({ sheet: { ref, tags } }: { readonly sheet: RecordSheet }): View => (
  <section class="sheet-tags" id="tags" aria-labelledby="tags-title">
    <h2 id="tags-title">Tags</h2>
    {tags.length === 0 ? null : (
      <ul>
        {tags.map((tag) => (
          <li class="sheet-tag">
            <a href={`/list/${ref.kind}?${new URLSearchParams({ tag }).toString()}`}>{tag}</a>
            <form method="post" action={recordPath(ref)}>
              <input type="hidden" name="do" value="untag" />
              <button name="tag" value={tag} aria-label={`Take the tag ${tag} off`}>
                ×
              </button>
            </form>
          </li>
        ))}
      </ul>
    )}
    <form class="sheet-form" method="post" action={recordPath(ref)}>
      <input type="hidden" name="do" value="tag" />
      <input name="tags" aria-label="Tags to add" placeholder="flaky, needs review" required />
      <button class="button small">Add</button>
    </form>
  </section>
);
