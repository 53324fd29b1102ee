import { stateOf } from '#src/web/search/search-state';
import type { View, Visit } from '#src/web/visit';
import { Icon } from '#web/icons';

interface SearchFieldProps {
  readonly visit: Visit;
  readonly query: string;
}

/** The one search field of every page. On the search page it keeps the filters. */
export const SearchField = ({ visit: { url }, query }: SearchFieldProps): View => {
  const { narrowing, options } = stateOf(url.searchParams);
  const kept = url.pathname === '/' ? narrowing : [];
  return (
    <form class="search-field" role="search" action="/" data-search>
      <Icon name="search" />
      <input
        type="search"
        name="q"
        value={query}
        placeholder="Search decisions, documents, issues, tasks"
        aria-label="Search"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="search"
      />
      {kept.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {options.mode && url.pathname === '/' ? (
        <input type="hidden" name="mode" value={options.mode} />
      ) : null}
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
};
