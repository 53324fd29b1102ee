/**
 * What the service advises in the words of HTTP, and what an agent can do instead. Tried in this
 * order; what none of them fits stays as it is.
 */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^List what there is with GET \/api\/([\w-]+)\./,
    'Find its id with search, or list the kind $1.',
  ],
  [/GET \/api\/kinds describes the fields of every kind/, 'status with that kind lists its fields'],
  [/GET \/api\/kinds/g, 'the tool status with a kind'],
  [/list records by filters alone with GET \/api\/\{kind\}/, 'use the tool list'],
  [/List records with GET \/api\/\{kind\}\?sort= to have/, 'Use the tool list with sort to have'],
  [/Correct what errors names/, 'Correct what is named'],
  [/Ask again without a cursor, and pass next_cursor on as it comes/, 'Call again without cursor'],
  [/lifecycle=(\S+) beside the question/, 'lifecycle "$1"'],
  [/as_of=(\S+) beside the question/, 'as_of "$1"'],
  [/send qualifiers=false/, 'put it in quotes'],
];

/** Advice of the service, as an agent can follow it. */
export const inAgentWords = (next: string): string =>
  WORDS.reduce((text, [pattern, words]) => text.replace(pattern, words), next);
