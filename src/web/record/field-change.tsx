import type { FieldChange as Change } from '#src/client/changes';
import { fieldDiff, type FieldDiff } from '#src/web/diff/field-diff';
import { shortened, type Stretch } from '#src/web/diff/text-diff';
import type { View } from '#src/web/visit';
import { counted, spoken } from '#src/web/words';

/** What a write made of one field. */
export const FieldChange = ({ field, from, to }: Change): View => (
  <div class="field-change">
    <h3>{spoken(field)}</h3>
    {SHOWN[fieldDiff(from, to).as](fieldDiff(from, to) as never)}
  </div>
);

type Shown = { readonly [As in FieldDiff['as']]: (diff: Extract<FieldDiff, { as: As }>) => View };

const SHOWN: Shown = {
  text: ({ stretches }) => (
    <p class="field-change-text">
      {shortened(stretches).map((stretch) => (
        <Piece {...stretch} />
      ))}
    </p>
  ),
  list: ({ removed, added, kept }) => (
    <ul class="field-change-list">
      {removed.map((each) => (
        <li>
          <del>{each}</del>
        </li>
      ))}
      {added.map((each) => (
        <li>
          <ins>{each}</ins>
        </li>
      ))}
      {kept.length > 0 ? <li class="muted">{counted(kept.length, 'other')} stayed</li> : null}
    </ul>
  ),
  value: ({ from, to }) => (
    <p class="field-change-value">
      {from === null ? <span class="muted">empty</span> : <del>{from}</del>}{' '}
      <span aria-label="became">→</span>{' '}
      {to === null ? <span class="muted">empty</span> : <ins>{to}</ins>}
    </p>
  ),
};

const Piece = ({ op, text, left }: Stretch): View => {
  if (left !== undefined) return <span class="muted"> [… {counted(left, 'character')} …] </span>;
  if (op === 'same') return <>{text}</>;
  return op === 'removed' ? <del>{text}</del> : <ins>{text}</ins>;
};
