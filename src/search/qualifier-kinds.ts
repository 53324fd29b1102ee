import { WorkspaceError } from '#src/errors';
import { kindAliases, resolveKind, searchableKinds, type KindName } from '#src/kinds/index';

import { didYouMean } from './nearest-name.ts';
import type { QualifierToken } from './qualifier-tokens.ts';
import { askedField, spellingsOf } from './asked-field.ts';

/** Names under which a kind may be asked for beside `kind`; there a known value of the field goes before. */
const KIND_OR: ReadonlyMap<string, string> = new Map([
  ['type', 'type'],
  ['is', 'status'],
]);

/** Whether a qualifier names kinds: `kind:issue`, `type:issue`, `is:issue`. */
export function meansKinds({ name, value }: QualifierToken, scope: readonly KindName[]): boolean {
  if (name === 'kind') return true;
  const field = KIND_OR.get(name);
  if (field === undefined) return false;
  const asked = askedField(field, scope);
  return value.items.every(
    ({ text }) =>
      resolveKind(text.toLowerCase()) !== undefined &&
      !(asked && spellingsOf(asked, text).length > 0),
  );
}

/** The kinds that a qualifier leaves. Code: invalid_query. */
export function narrowed(
  kinds: readonly KindName[],
  { value, negated }: QualifierToken,
): readonly KindName[] {
  const named = value.items.map(({ text }) => kindCalled(text));
  return kinds.filter((kind) => named.includes(kind) !== negated);
}

function kindCalled(text: string): KindName {
  const kind = resolveKind(text.toLowerCase());
  if (kind !== undefined && searchableKinds.includes(kind)) return kind;
  const findable = kindAliases().filter((alias) =>
    searchableKinds.includes(resolveKind(alias) ?? 'record_links'),
  );
  throw new WorkspaceError(
    'invalid_query',
    kind === undefined
      ? `'${text.slice(0, 60)}' is no kind of record.${didYouMean(text, findable)}`
      : `Records of ${kind} have no text to search in.`,
  );
}
