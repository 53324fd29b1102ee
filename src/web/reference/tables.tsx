import type { JsonSchema } from '#src/client/document';
import type { View } from '#src/web/visit';

import { membersOf, type Member } from './members.ts';
import type { ShownAnswer, ShownParameter } from './model.ts';
import { Meaning, Prose, TypeOf } from './prose.tsx';

interface TableProps {
  readonly label: string;
  readonly rows: readonly Member[];
}

/** Names with their types and what they mean. */
const NamesTable = ({ label, rows }: TableProps): View => (
  <div class="scrolls" tabindex={0} role="region" aria-label={label}>
    <table class="members">
      <caption class="said">{label}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, note, schema, description }) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
              {note === undefined ? null : <span class="bounds">{note}</span>}
            </th>
            <td>
              <TypeOf schema={schema} />
            </td>
            <td>
              <Meaning schema={schema} description={description} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

interface ParametersProps {
  readonly of: string;
  readonly parameters: readonly ShownParameter[];
}

export const ParametersTable = ({ of, parameters }: ParametersProps): View => (
  <NamesTable
    label={`Parameters of ${of}`}
    rows={parameters.map(({ name, in: place, required, schema, description }) => ({
      name,
      note: `${place}${required ? ', required' : ''}`,
      schema,
      description,
    }))}
  />
);

interface SchemaProps {
  readonly label: string;
  readonly schema: JsonSchema;
}

/** Members of an object; of anything else, its type. */
export const SchemaTable = ({ label, schema }: SchemaProps): View => {
  const rows = membersOf(schema);
  return rows.length > 0 ? (
    <NamesTable label={label} rows={rows} />
  ) : (
    <p>
      <TypeOf schema={schema} />
    </p>
  );
};

export const AnswersList = ({ answers }: { readonly answers: readonly ShownAnswer[] }): View => (
  <dl class="answers">
    {answers.map(({ status, description, contents }) => (
      <>
        <dt>
          <span class="status tone-good">{status}</span>
        </dt>
        <dd>
          <Prose text={description} />{' '}
          {contents.map(({ type, schema }) => (
            <span class="answer-type">
              <code>{type}</code>
              {type.endsWith('json') ? <TypeOf schema={schema} /> : null}
            </span>
          ))}
        </dd>
      </>
    ))}
  </dl>
);
