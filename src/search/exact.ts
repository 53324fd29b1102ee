import type { Names, RecordRow, Selection } from '#src/store/store';

import type { Ranking } from './rank.ts';
import { amongRows } from './rows.ts';

const QUOTED = /^"([^"]*)"$/;

/** The selected records that the text names and nothing else; in row order. */
export async function namedIn(
  store: Names,
  { rows }: Selection,
  name: string | undefined,
): Promise<readonly RecordRow[]> {
  const text = (name ?? '').trim();
  if (text === '') return [];
  return amongRows(await store.named(QUOTED.exec(text)?.[1] ?? text), rows);
}

/** Several of one name: the best ranked first. */
export const bestFirst = (
  rows: readonly RecordRow[],
  { scoreOf }: Pick<Ranking, 'scoreOf'>,
): readonly RecordRow[] => rows.toSorted((a, b) => (scoreOf(b) ?? 0) - (scoreOf(a) ?? 0) || a - b);
