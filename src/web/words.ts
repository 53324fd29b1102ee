import { kindOf, type KindName } from '#src/kinds/index';

/** `decisions` of `decision`, `activities` of `activity`. */
export function plural(label: string): string {
  if (/(?:s|x|ch|sh)$/.test(label)) return `${label}es`;
  return /[^aeiou]y$/.test(label) ? `${label.slice(0, -1)}ies` : `${label}s`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `Decisions` of `architecture_decisions`. */
export const kindTitle = (kind: KindName): string => capital(plural(kindOf(kind).label));

/** `1 decision`, `1,204 decisions` */
export const counted = (count: number, label: string): string =>
  `${figure(count)} ${count === 1 ? label : plural(label)}`;

/** `1,204` */
export const figure = (value: number): string => value.toLocaleString('en-US');

/** `in progress` of `in_progress`. */
export const spoken = (word: string): string => word.replaceAll('_', ' ');

/** Where a record's page is. */
export const recordPath = ({ kind, id }: { readonly kind: string; readonly id: string }): string =>
  `/record/${kind}/${encodeURIComponent(id)}`;
