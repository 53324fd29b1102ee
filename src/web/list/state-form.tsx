import type { Field } from '#src/kinds/field';
import { toneOf } from '#src/web/tones';
import type { View } from '#src/web/visit';
import { spoken } from '#src/web/words';

interface StateFormProps {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly field: Field;
  readonly value: string;
  /** Address of the list, to come back to. */
  readonly back: string;
}

/** Changes a record's state where it stands; a script saves as soon as another one is chosen. */
export const StateForm = ({ kind, id, title, field, value, back }: StateFormProps): View => (
  <form
    class="state-form"
    method="post"
    action={`/list/${kind}/${encodeURIComponent(id)}`}
    data-state-form
  >
    <input type="hidden" name="field" value={field.name} />
    <input type="hidden" name="was" value={value} />
    <input type="hidden" name="back" value={back} />
    <select name="value" class={`state tone-${toneOf(value)}`} aria-label={`State of ${title}`}>
      {statesOf(field, value).map((each) => (
        <option value={each} selected={each === value}>
          {each === '' ? '–' : spoken(each)}
        </option>
      ))}
    </select>
    <button class="button small">Save</button>
    <output class="state-said" />
  </form>
);

/** An import may have brought a state that the kind does not know: it stays one of the choices. */
function statesOf({ values = [], nullable }: Field, value: string): readonly string[] {
  const others = values.includes(value) || (value === '' && nullable) ? [] : [value];
  return [...(nullable ? [''] : []), ...others, ...values];
}
