import type { Context } from 'hono';
import { accepts } from 'hono/accepts';

import { parametersOf } from './parameters.ts';

/** Ways to answer a list, with their media types; the first one, unless another is asked for. */
const FORMATS = { json: 'application/json', csv: 'text/csv' } as const;
export type ListFormat = keyof typeof FORMATS;

const TYPES = Object.values(FORMATS);
const NAMES = Object.keys(FORMATS) as readonly ListFormat[];

/** Whether a parameter chooses how to answer; `format=markdown` is a filter, for documents have such a field. */
export const isFormat = (name: string, value: string): boolean =>
  name === 'format' && Object.hasOwn(FORMATS, value);

/** `?format=csv` first, then what the Accept header prefers. */
export function listFormat(c: Context): ListFormat {
  const [, asked] = [...parametersOf(c)].findLast(([name, value]) => isFormat(name, value)) ?? [];
  if (asked !== undefined) return asked as ListFormat;
  const type = accepts(c, {
    header: 'Accept',
    supports: [...TYPES],
    default: FORMATS.json,
    match: (wanted, { supports, default: usual }) =>
      supports.toSorted((a, b) => qualityOf(b, wanted) - qualityOf(a, wanted))[0] ?? usual,
  });
  return NAMES.find((name) => FORMATS[name] === type) ?? 'json';
}

interface Wanted {
  readonly type: string;
  readonly q: number;
}

/** By the most exact entry that names the type (RFC 9110, 12.5.1); 0 when none does. */
function qualityOf(type: string, wanted: readonly Wanted[]): number {
  const [main] = type.split('/');
  for (const name of [type, `${main}/*`, '*/*']) {
    const found = wanted.find((each) => each.type.toLowerCase() === name);
    if (found) return found.q;
  }
  return 0;
}
