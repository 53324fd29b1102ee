/** A past decision as a row. */
export interface PastDecision {
  readonly id: string;
  readonly decision: string;
  readonly rationale: string;
  readonly status?: string;
  readonly superseded_by?: readonly string[];
}

/** What was decided before, in our own words: subjects that a workspace decides about. */
export const PAST: readonly PastDecision[] = [
  {
    id: 'D-KONG',
    decision: 'Use Kong for the API gateway',
    rationale:
      'It speaks the protocols that we need, and its plugins check tokens and limits before a request reaches a service.',
  },
  {
    id: 'D-PG',
    decision: 'Keep orders in PostgreSQL',
    rationale: 'Orders need transactions over several tables, and the team knows how to run it.',
  },
  {
    id: 'D-MONGO',
    decision: 'Keep orders in MongoDB',
    rationale: 'Documents fit the shape of an order.',
    status: 'rejected',
  },
  {
    id: 'D-SESS',
    decision: 'Keep sessions in Redis',
    rationale: 'Sessions expire by themselves and every instance sees them.',
  },
  {
    id: 'D-TABS',
    decision: 'Indent source files with tabs',
    rationale: 'Everybody sets the width that they read best.',
  },
  {
    id: 'D-MONO',
    decision: 'Keep all services in one monorepo',
    rationale: 'A change across services is one commit and one review.',
  },
  {
    id: 'D-ASYNC',
    decision: 'Services talk to each other through asynchronous messages',
    rationale: 'A slow service must not hold up the one that calls it.',
  },
  {
    id: 'D-JSON',
    decision: 'Write logs as JSON lines',
    rationale: 'Machines read logs far more often than people, and fields can be searched.',
  },
  {
    id: 'D-TF',
    decision: 'Describe infrastructure with Terraform',
    rationale: 'Plans are reviewed before anything changes.',
  },
  {
    id: 'D-JENKINS',
    decision: 'Build and test on Jenkins',
    rationale: 'It runs in our own network.',
    status: 'superseded',
    superseded_by: ['D-GHA'],
  },
  {
    id: 'D-GHA',
    decision: 'Run pipelines on GitHub Actions',
    rationale: 'Builds and tests run where the code is, and nobody looks after servers.',
  },
  {
    id: 'D-FLAGS',
    decision: 'Remove feature flags a month after a release',
    rationale: 'Old flags make code that nobody dares to touch.',
  },
  {
    id: 'D-SOFT',
    decision: 'Use soft deletes for customer records',
    rationale: 'Support restores what was deleted by mistake.',
  },
  {
    id: 'D-SEARCH',
    decision: 'Search with the full text index of the database',
    rationale:
      '## Context and Problem Statement\nCustomers look for products by words.\n## Considered Options\n* Elasticsearch\n* The full text index of the database\n* A hosted search\n## Decision Outcome\nChosen option: "The full text index of the database", because there is nothing more to run.',
  },
  {
    id: 'D-VUE',
    decision: 'Write the console in Vue instead of Angular',
    rationale: 'Its components are smaller and newcomers read them sooner.',
  },
  {
    id: 'D-RETRY',
    decision: 'Retry failed requests with exponential backoff',
    rationale: 'A service that recovers must not be knocked over by all of its callers at once.',
  },
  {
    id: 'D-UUID',
    decision: 'Give records identifiers that sort by time',
    rationale: 'Indexes stay compact, and lists come out in order.',
  },
  {
    id: 'D-SECRETS',
    decision: 'Keep secrets in Vault',
    rationale: 'Secrets rotate without a release, and every read is logged.',
  },
  {
    id: 'D-MANUAL',
    decision: 'Deploy to production after a manual approval',
    rationale: 'Somebody looks before customers see a change.',
  },
  {
    id: 'D-GRAPHQL',
    decision: 'Offer GraphQL to partners',
    rationale: 'Partners ask for exactly the fields that they show.',
    status: 'rejected',
  },
  {
    id: 'D-CDN',
    decision: 'Serve images from a content delivery network',
    rationale: 'Images are most of what a page loads.',
  },
  {
    id: 'D-LINT',
    decision: 'Format code with Prettier in a commit hook',
    rationale: 'No review is spent on spaces.',
  },
  {
    id: 'D-BACKUP',
    decision: 'Back the database up every night to another region',
    rationale: 'A lost region must not cost more than a day of work.',
  },
  {
    id: 'D-EMAIL',
    decision: 'Send mail through a hosted provider',
    rationale: 'Reputation of sending addresses is work of its own.',
  },
];
