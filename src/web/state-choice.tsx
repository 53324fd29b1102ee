import type { Field } from '#src/kinds/field';

import { toneOf } from './tones.ts';
import type { View } from './visit.ts';
import { spoken } from './words.ts';

interface StateChoiceProps {
  readonly field: Field;
  /** The one that the record has, empty for none. */
  readonly value: string;
  /** Whose state it is, for those who do not see where it stands. */
  readonly title: string;
}

/** The states that a record may have, in a form named `value`, with the button that saves one. */
export const StateChoice = ({ field, value, title }: StateChoiceProps): View => (
  <>
    <select name="value" class={`state tone-${toneOf(value)}`} aria-label={`State of ${title}`}>
      {statesOf(field, value).map((each) => (
        <option value={each} selected={each === value}>
          {each === '' ? '–' : spoken(each)}
        </option>
      ))}
    </select>
    <button class="button small">Save</button>
  </>
);

/** An import may have brought a state that the kind does not know: it stays one of the choices. */
function statesOf({ values = [], nullable }: Field, value: string): readonly string[] {
  const known = [...(nullable ? [''] : []), ...values];
  return known.includes(value) ? known : [value, ...known];
}
