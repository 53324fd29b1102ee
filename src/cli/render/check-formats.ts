import type { Checked } from '#src/cli/check/check';
import { ANY_RULES, messageOf, type AnyFinding, type AnyRule } from '#src/cli/check/found';
import type { Severity } from '#src/operations/lint-types';

/** `%`, CR and LF end or begin something in a workflow command, and `:` and `,` in its properties. */
const DATA: Readonly<Record<string, string>> = { '%': '%25', '\r': '%0D', '\n': '%0A' };
const PROPERTY: Readonly<Record<string, string>> = { ...DATA, ':': '%3A', ',': '%2C' };

const escapedBy = (table: Readonly<Record<string, string>>) => (text: string) =>
  text.replace(/[%\r\n:,]/g, (each) => table[each] ?? each);

const data = escapedBy(DATA);
const property = escapedBy(PROPERTY);

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** GitHub workflow commands, a line for each finding, which show beside the lines of a pull request. */
export const renderGithub = ({
  findings,
  remarks,
}: Pick<Checked, 'findings' | 'remarks'>): string =>
  [
    ...findings.map(
      (finding) =>
        `::${COMMANDS[finding.severity]} file=${property(finding.path)},line=${finding.line},title=${property(finding.rule)}::${data(messageOf(finding))}`,
    ),
    ...remarks.map((remark) => `::notice::${data(remark)}`),
  ].join('\n');

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** What each rule finds, for those who see its name alone. */
const RULE_TEXTS: Readonly<Record<AnyRule, string>> = {
  dangling_link: 'A link to a decision that is not there',
  ambiguous_link: 'A reference that may be several decisions',
  unlinked_reference: 'A reference in words that is the title of nothing',
  cycle: "Decisions that take each other's place",
  duplicate_number: 'A number that another decision of the folder has',
  still_accepted: 'A decision that was replaced and does not say so',
  predecessor_silent: 'A decision that does not name what has taken its place',
  successor_silent: 'A decision that does not name whose place it has taken',
  no_successor: 'A superseded decision without a successor',
  reversed_dates: 'A decision that is older than the one that it replaces',
  twins_disagree: 'A file and a record of one decision with different states',
  stale_proposal: 'A proposal that nobody has decided for long',
  no_status: 'A decision without a status',
  no_date: 'A decision without a date',
  near_duplicate: 'A past decision that says nearly the same',
  may_contradict: 'A past decision that may say the opposite',
  number_taken: 'A number that another branch has given to another decision',
  missing_title: 'A decision without a title',
  missing_section: 'A decision that lacks a section',
  forbidden_import: 'An import that a stored rule denies',
  misplaced_file: 'A file outside of the place of its component',
  unmapped_file: 'A file that no component claims',
};

const RULES = Object.keys(ANY_RULES) as readonly AnyRule[];

/** A log in SARIF 2.1.0 (OASIS), as code scanning services take it. */
export const sarifOf = (findings: readonly AnyFinding[], version: string): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'workspace-memory',
          semanticVersion: version,
          rules: RULES.map((id) => ({
            id,
            shortDescription: { text: RULE_TEXTS[id] },
            defaultConfiguration: { level: LEVELS[ANY_RULES[id]] },
          })),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map(resultOf),
    },
  ],
});

const resultOf = (finding: AnyFinding): object => ({
  ruleId: finding.rule,
  ruleIndex: RULES.indexOf(finding.rule),
  level: LEVELS[finding.severity],
  message: { text: messageOf(finding) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: addressOf(finding.path), uriBaseId: '%SRCROOT%' },
        region: { startLine: finding.line },
      },
    },
  ],
});

/** A relative address: neither a colon nor `#` or `?` in a name may end or begin a part of it. */
const addressOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
