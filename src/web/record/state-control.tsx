import type { Field } from '#src/kinds/field';
import { toneOf } from '#src/web/tones';
import type { View } from '#src/web/visit';
import { recordPath, spoken } from '#src/web/words';

import type { RecordSheet } from './read-record.ts';

interface StateControlProps {
  readonly sheet: RecordSheet;
  readonly field: Field;
}

/** A record’s state, to be changed where it stands. */
export const StateControl = ({ sheet, field }: StateControlProps): View => {
  const { ref, etag, record, title } = sheet;
  const stored = record[field.name];
  const value = typeof stored === 'string' ? stored : '';
  return (
    <form class="state-control" method="post" action={recordPath(ref)} data-one-choice>
      <input type="hidden" name="do" value="state" />
      <input type="hidden" name="etag" value={etag} />
      <input type="hidden" name="field" value={field.name} />
      <select name="value" class={`state tone-${toneOf(value)}`} aria-label={`State of ${title}`}>
        {statesOf(field, value).map((each) => (
          <option value={each} selected={each === value}>
            {each === '' ? '–' : spoken(each)}
          </option>
        ))}
      </select>
      <button class="button small">Save</button>
    </form>
  );
};

/** An import may have brought a state that the kind does not know: it stays one of the choices. */
function statesOf({ values = [], nullable }: Field, value: string): readonly string[] {
  const known = [...(nullable ? [''] : []), ...values];
  return known.includes(value) ? known : [value, ...known];
}
