import { WorkspaceError } from '#src/errors';
import { searchableKinds, type KindName } from '#src/kinds/index';
import type { TextScope } from '#src/store/store';

import type { Chains } from './chains.ts';
import { withinLifecycle } from './lifecycle.ts';
import type { Question } from './search.ts';

/** Within the lifecycle that was asked for; what is like a record is not the other record of the same decision. */
export function scopeOf(question: Question, chains: Chains): TextScope {
  const { kinds, where, keywords } = question;
  const twin = chains.twins.get(question.exclude ?? NaN);
  const scope: TextScope = {
    kinds: wantedKinds(kinds),
    ...(where && { where }),
    require: { all: keywords.all, none: keywords.none },
    ...(twin !== undefined && { without: [twin] }),
  };
  return withinLifecycle(scope, question, chains);
}

/** The kinds that a question is about: all with text when it names none. Code: invalid_query. */
export function wantedKinds(kinds: readonly KindName[] | undefined): readonly KindName[] {
  const asked = kinds && kinds.length > 0 ? kinds : searchableKinds;
  const mute = asked.find((name) => !searchableKinds.includes(name));
  if (mute === undefined) return asked;
  throw new WorkspaceError('invalid_query', `Records of ${mute} have no text to search in.`, {
    next: `List them with filters, or search in ${searchableKinds.join(', ')}.`,
  });
}
