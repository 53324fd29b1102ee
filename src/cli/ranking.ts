import type { Command } from 'commander';

import type { SimilarOptions } from '#src/client/types';
import type { SearchResponse } from '#src/search/types';

import { parseFilters } from './input.ts';
import { cursorOption, filterOption, kindOption, limitOption, strictOption } from './options.ts';
import { renderHits } from './render/hits.ts';
import type { Session } from './session.ts';

/** Options of a command that ranks records, as commander gives them. */
export interface RankingOptions extends Omit<SimilarOptions, 'filters' | 'kinds'> {
  readonly filter?: readonly string[];
  readonly kind?: readonly string[];
}

export const withRankingOptions = (command: Command): Command =>
  [kindOption(), filterOption(), limitOption(10), cursorOption(), strictOption()].reduce(
    (grown, option) => grown.addOption(option),
    command,
  );

/** The same as the client takes them; further options of a command go along. */
export const rankingOf = <O extends RankingOptions>({ filter, kind, ...rest }: O) => ({
  ...rest,
  ...(kind && { kinds: kind }),
  filters: parseFilters(filter),
});

/** Hits for people, or the whole answer as JSON. */
export async function answerHits(session: Session, found: SearchResponse): Promise<void> {
  if (session.asJson) return session.answer(found, String);
  session.say(renderHits(found, { ...session, kinds: await session.client.kinds() }));
}
