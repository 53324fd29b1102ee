/**
 * What the service advises in the words of HTTP, and the command's words for it. Tried in this
 * order; what none of them fits stays as it is.
 */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^List what there is with GET \/api\/([\w-]+)\./, '`workspace list $1` lists what there is.'],
  [/list records by filters alone with GET \/api\/\{kind\}/, 'list them with `workspace list`'],
  [/GET \/api\/([\w-]+)\/([^\s/]+)\/related/g, '`workspace related $1 $2`'],
  [/GET \/api\/([\w-]+)\/([^\s/]+)\/history/g, '`workspace history $1 $2`'],
  [/since=now/, '--since now'],
  [/GET \/api\/kinds describes the fields of every kind/, '`workspace kinds <kind>` lists fields'],
  [/GET \/api\/kinds describes/, '`workspace kinds` describes'],
  [/GET \/api\/kinds/g, '`workspace kinds`'],
  [/with (?:PUT or )?PATCH/, 'with `workspace update`'],
  [/start with end_previous/, 'start with --end-previous'],
  [/which with session_id/, 'which with --session'],
  [/anyone with force/, 'anyone with --force'],
  [/send its new ETag/, 'try again with its new etag'],
  [/Leave strict out/, 'Leave --strict out'],
  [/with quarantine\./, 'with --quarantine.'],
  [/send qualifiers=false/, 'add --no-qualifiers'],
  [
    /List records with GET \/api\/\{kind\}\?sort= to have/,
    'Use `workspace list <kind> --sort` to have',
  ],
  [/lifecycle=(\S+) beside the question/, '--lifecycle $1'],
  [/as_of=(\S+) beside the question/, '--as-of $1'],
  [/a page's next_cursor/, 'the end of a page'],
  [/pass next_cursor on as it comes/, 'pass --cursor on as it comes'],
];

/** Advice of the service, as whoever types commands can follow it. */
export const inCommandWords = (next: string): string =>
  WORDS.reduce((text, [pattern, words]) => text.replace(pattern, words), next);
