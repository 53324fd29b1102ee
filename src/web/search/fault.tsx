import type { WorkspaceError } from '#src/errors';
import type { View } from '#src/web/visit';

import { searchAddress } from './search-state.ts';

interface FaultProps {
  readonly fault: WorkspaceError;
  readonly parameters: URLSearchParams;
}

/** Why a question has no answer, and what to do. */
export const Fault = ({ fault: { message, next, code }, parameters }: FaultProps): View => (
  <div class="notice tone-bad block" role="alert">
    <h1>{message}</h1>
    {next === undefined ? null : <p>{next}</p>}
    <p>
      {parameters.has('cursor') ? (
        <a href={searchAddress(parameters, {})}>Begin again with the first page</a>
      ) : (
        <a href={searchAddress(new URLSearchParams(), { q: parameters.get('q') ?? undefined })}>
          Search without filters
        </a>
      )}{' '}
      <code class="muted">{code}</code>
    </p>
  </div>
);
