import type { Field } from '#src/kinds/field';
import type { View } from '#src/web/visit';
import { StateChoice } from '#web/state-choice';

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
    <StateChoice field={field} value={value} title={title} />
    <output class="state-said" />
  </form>
);
