import type { Field } from '#src/kinds/field';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type { View } from '#src/web/visit';
import { spoken } from '#src/web/words';

import { Cell, idOf } from './cell.tsx';
import { isSortable, nextSort, sortState, stateField } from './columns.ts';
import { listHref, sortedBy, type ListQuery } from './list-query.ts';
import { plainText } from './plain-text.ts';
import { StateForm } from './state-form.tsx';

interface TableProps {
  readonly kind: Kind;
  readonly query: ListQuery;
  readonly columns: readonly Field[];
  readonly items: readonly AnyRecord[];
  /** Address of this list. */
  readonly back: string;
}

/** Records as a table; where there is little room, a script-less style makes each row a small card. */
export const RecordTable = (props: TableProps): View => (
  <div class="records-frame" tabindex={0} role="group" aria-label="Records">
    <table class="records" role="table">
      <thead role="rowgroup">
        <tr role="row">
          {props.columns.map((field) => (
            <Heading {...props} field={field} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" data-results>
        {props.items.map((record) => (
          <Row {...props} record={record} />
        ))}
      </tbody>
    </table>
  </div>
);

const Heading = ({ kind, query, field }: TableProps & { readonly field: Field }): View => {
  const name = spoken(field.name);
  const sort = query.sort ?? kind.sort;
  return (
    <th scope="col" role="columnheader" class={classOf(field)} aria-sort={sortState(field, sort)}>
      {isSortable(field) ? (
        <a href={listHref(kind.name, sortedBy(query, nextSort(field, sort)))}>
          {name}
          <span class="sort-mark" aria-hidden="true" />
        </a>
      ) : (
        name
      )}
    </th>
  );
};

const classOf = ({ type, moment }: Field): string =>
  (type === 'integer' || type === 'number') && moment === undefined ? 'numeric' : `of-${type}`;

const Row = ({ record, ...props }: TableProps & { readonly record: AnyRecord }): View => {
  const { kind, columns, query } = props;
  const id = idOf(kind, record);
  return (
    <tr role="row" class={id === query.saved ? 'saved' : undefined}>
      {columns.map((field) => (
        <td
          role="cell"
          class={`${classOf(field)}${field.name === kind.title ? ' title' : ''}`}
          data-label={spoken(field.name)}
        >
          {field === stateField(kind) ? (
            <State {...props} field={field} record={record} />
          ) : (
            <Cell kind={kind} field={field} record={record} />
          )}
        </td>
      ))}
    </tr>
  );
};

interface StateProps extends TableProps {
  readonly field: Field;
  readonly record: AnyRecord;
}

const State = ({ kind, field, record, back }: StateProps): View => (
  <StateForm
    kind={kind.name}
    id={idOf(kind, record)}
    title={titleOf(kind, record)}
    field={field}
    value={plainText(record[field.name])}
    back={back}
  />
);
