import type { Client } from '#src/client';
import type { SearchResponse } from '#src/search/types';

/** A question of the demo: what someone wants to know, and how it is asked. */
export interface Question {
  readonly about: string;
  /** The command that asks the same. */
  readonly command: string;
  ask(client: Client): Promise<SearchResponse>;
}

const LIMIT = 3;

const WORDS = {
  documents: 'why are the vectors kept in the same file as the records?',
  decisions: 'store the whole workspace in a single database file',
  issues: 'agents get in each other’s way',
} as const;

/** One over documents, one over decisions, one that combines filters with words. */
export const QUESTIONS: readonly Question[] = [
  {
    about: 'A question to the ADRs of this project, in your own words',
    command: `search --kind doc "${WORDS.documents}"`,
    ask: (client) => client.search(WORDS.documents, { kinds: ['doc'], limit: LIMIT }),
  },
  {
    about: 'Have we decided something like this before?',
    command: `similar --kind decision --text "${WORDS.decisions}"`,
    ask: (client) =>
      client.similar({ text: WORDS.decisions }, { kinds: ['decision'], limit: LIMIT }),
  },
  {
    about: 'Filters and words together',
    command: `search --kind issue -f status=open -f severity=HIGH "${WORDS.issues}"`,
    ask: (client) =>
      client.search(WORDS.issues, {
        kinds: ['issue'],
        filters: [
          ['status', 'open'],
          ['severity', 'HIGH'],
        ],
        limit: LIMIT,
      }),
  },
];
