import type { UrlFilters } from '#src/client/types';
import { OPERATORS } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import type { Facets } from '#src/search/facet-types';
import type { View } from '#src/web/visit';
import { capital, figure, spoken } from '#src/web/words';

import { controlsOf, filterFields, isMoment, keptFilters, type Control } from './controls.ts';
import { filterWords, OPERATOR_WORDS } from './filter-words.ts';
import {
  chosenValues,
  listHref,
  toggled,
  withFilters,
  without,
  type ListQuery,
} from './list-query.ts';

interface PanelProps {
  readonly kind: Kind;
  readonly query: ListQuery;
  readonly facets: Facets;
}

/** All by which a list can be narrowed. */
export const FilterPanel = ({ kind, query, facets }: PanelProps): View => (
  <div class="list-filters">
    <QuickForm kind={kind} query={query} />
    {Object.entries(facets).map(([name, { values, other }]) => (
      <FacetChoice
        {...{ kind, query, name }}
        values={values.map(({ value, count }) => ({ value: String(value), count }))}
        others={other.values}
      />
    ))}
    <OtherFilter kind={kind} query={query} />
  </div>
);

/** What a form for a list sends along unseen. */
const Kept = ({ query, filters }: { query: ListQuery; filters: UrlFilters }): View => (
  <>
    {filters.map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {(['sort', 'fields', 'limit'] as const).map((name) =>
      query[name] === undefined ? null : <input type="hidden" name={name} value={query[name]} />,
    )}
  </>
);

type FormProps = Omit<PanelProps, 'facets'>;

const QuickForm = ({ kind, query }: FormProps): View => {
  const controls = controlsOf(kind, query.filters);
  return (
    <form class="filter-form" action={`/list/${kind.name}`} role="search" aria-label="Filter">
      <Kept query={query} filters={keptFilters(query.filters, controls)} />
      {controls.map((control) => (
        <label class={`field ${control.shape}`}>
          <span>{capital(control.label)}</span>
          <ControlInput {...control} />
        </label>
      ))}
      <button class="button">Filter</button>
    </form>
  );
};

const ControlInput = ({ name, shape, value, values = [] }: Control): View =>
  shape === 'choice' ? (
    <select name={name}>
      <option value="">any</option>
      {values.map(([each, label]) => (
        <option value={each} selected={each === value}>
          {label}
        </option>
      ))}
    </select>
  ) : (
    <input
      {...{ name, value }}
      type={shape === 'day' ? 'date' : 'search'}
      placeholder={shape === 'text' ? 'contains …' : undefined}
      autocomplete="off"
    />
  );

interface FacetChoiceProps extends FormProps {
  readonly name: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Values that are not shown. */
  readonly others: number;
}

const FacetChoice = ({ kind, query, name, values, others }: FacetChoiceProps): View => {
  const chosen = chosenValues(query.filters, name);
  const gone = chosen.filter((value) => !values.some((each) => each.value === value));
  const shown = [...gone.map((value) => ({ value, count: 0 })), ...values];
  if (shown.length === 0) return <></>;
  return (
    <section class="facet">
      <h2>{capital(spoken(name))}</h2>
      <ul>
        {shown.map(({ value, count }) => (
          <li>
            <a
              href={listHref(kind.name, toggled(query, name, value))}
              aria-current={chosen.includes(value) ? 'true' : undefined}
            >
              {spoken(value)}
            </a>
            <span class="count">{figure(count)}</span>
          </li>
        ))}
      </ul>
      {others > 0 ? <p class="muted small">and {figure(others)} more values</p> : null}
    </section>
  );
};

const OtherFilter = ({ kind, query }: FormProps): View => (
  <details class="other-filter">
    <summary>Another filter</summary>
    <form class="filter-form" action={`/list/${kind.name}`}>
      <Kept query={query} filters={query.filters} />
      <label class="field">
        <span>Field</span>
        <select name="add_field">
          {filterFields(kind).map((name) => (
            <option value={name}>{spoken(name)}</option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Comparison</span>
        <select name="add_op">
          {OPERATORS.map((op) => (
            <option value={op}>{OPERATOR_WORDS[op]}</option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Value</span>
        <input name="add_value" autocomplete="off" placeholder="several with commas" />
      </label>
      <button class="button">Add</button>
    </form>
  </details>
);

/** The filters that hold, each with a way to drop it. */
export const ActiveFilters = ({ kind, query }: FormProps): View =>
  query.filters.length === 0 ? (
    <></>
  ) : (
    <ul class="chips" aria-label="Filters">
      {query.filters.map((filter, at) => {
        const { field, is, value } = filterWords(filter, (name) => isMoment(kind, name));
        return (
          <li>
            <a class="chip" href={listHref(kind.name, without(query, at))}>
              <span>{spoken(field)}</span> <span class="muted">{is}</span> <b>{spoken(value)}</b>
              <span class="hidden-text">: drop this filter</span>
            </a>
          </li>
        );
      })}
      <li>
        <a class="chip-clear" href={listHref(kind.name, withFilters(query, []))}>
          Clear all
        </a>
      </li>
    </ul>
  );
