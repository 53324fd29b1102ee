import type { Field } from '#src/kinds/field';
import type { View } from '#src/web/visit';
import { recordPath } from '#src/web/words';
import { StateChoice } from '#web/state-choice';

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
      <StateChoice field={field} value={value} title={title} />
    </form>
  );
};
