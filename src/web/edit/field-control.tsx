import type { View } from '#src/web/visit';
import { capital, spoken } from '#src/web/words';

import type { FormField } from './record-form.ts';

/** One field of a record's form: its name, its control, what is expected, and what is wrong. */
export const FieldControl = (props: FormField): View => {
  const { field, hint, fault, required } = props;
  const described = [hint && `hint-${field.name}`, fault && `fault-${field.name}`].filter(Boolean);
  return (
    <div class={`form-field ${props.control}${fault === undefined ? '' : ' faulty'}`}>
      <label for={`field-${field.name}`}>
        {capital(spoken(field.name))}
        {required ? <span class="muted"> required</span> : null}
      </label>
      <Control {...props} described={described.join(' ')} />
      {hint === '' ? null : (
        <p class="hint" id={`hint-${field.name}`}>
          {hint}
        </p>
      )}
      {fault === undefined ? null : (
        <p class="fault" id={`fault-${field.name}`}>
          {fault}
        </p>
      )}
    </div>
  );
};

const Control = ({ described, ...props }: FormField & { readonly described: string }): View => {
  const { field, control, rows, values, text, required, fault } = props;
  const common = {
    ...{ id: `field-${field.name}`, name: field.name, required },
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': fault === undefined ? undefined : ('true' as const),
  };
  if (control === 'choice')
    return (
      <select {...common}>
        {values.map((value) => (
          <option value={value} selected={value === text}>
            {value === '' ? '–' : spoken(value)}
          </option>
        ))}
      </select>
    );
  if (control === 'text')
    return (
      <textarea {...common} rows={rows}>
        {`\n${text}`}
      </textarea>
    );
  return <input {...common} value={text} autocomplete="off" />;
};
