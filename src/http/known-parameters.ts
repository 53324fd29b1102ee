import { WorkspaceError } from '#src/errors';
import { didYouMean } from '#src/search/nearest-name';

/**
 * The parameters that a route of its own knows; a mistyped one would be answered with something else.
 * `more` says what else may have been wanted. Code: invalid_query.
 */
export function checkParameters(
  parameters: URLSearchParams,
  names: readonly string[],
  more?: string,
): void {
  const known = [...names, 'pretty'];
  const unknown = [...parameters.keys()].find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const detail = `'${unknown.slice(0, 60)}' is no parameter here.${didYouMean(unknown, known)}`;
  throw new WorkspaceError('invalid_query', detail, {
    issues: [{ parameter: unknown.slice(0, 60), detail }],
    next: [`Known are ${known.join(', ')}.`, more].filter(Boolean).join(' '),
  });
}
