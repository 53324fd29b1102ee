import { outlineOf } from '#src/web/markdown/outline';
import type { View } from '#src/web/visit';

import { isOneText } from './prose.tsx';
import type { RecordSheet } from './read-record.ts';

/** Fewer headings are seen at a glance. */
const FEWEST = 3;
/** Levels that are told. */
const LEVELS = 2;

/** What a document is made of, to go there at once. */
export const Contents = ({ sheet }: { readonly sheet: RecordSheet }): View | null => {
  const parsed = isOneText(sheet) ? sheet.texts[0]?.parsed : undefined;
  const entries = parsed ? outlineOf(parsed, { title: sheet.title }) : [];
  const told = entries.filter(({ depth }) => depth < LEVELS);
  if (told.length < FEWEST) return null;
  return (
    <nav class="sheet-contents" aria-labelledby="contents-title">
      <h2 id="contents-title">On this page</h2>
      <ol>
        {told.map(({ id, text, depth }) => (
          <li class={`depth-${depth}`}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
};
