type List = 'near_duplicates' | 'may_contradict';

export interface TrueCase {
  readonly title: string;
  readonly text: string;
  readonly names: string;
  readonly as: List;
  /** Of the sentence that says why. */
  readonly because: RegExp;
}

/** Drafts that must be told of a past decision. */
export const TOLD: readonly TrueCase[] = [
  {
    title: 'Use Traefik for the API gateway',
    text: 'It finds services by itself and its routes are labels.',
    names: 'D-KONG',
    as: 'may_contradict',
    because: /chose 'Kong'/,
  },
  {
    title: 'Move away from Kong',
    text: 'Its plugins cost more than they give.',
    names: 'D-KONG',
    as: 'may_contradict',
    because: /gives up 'Kong'/,
  },
  {
    title: 'Route requests by the mesh',
    text: 'We replace Kong with the mesh, which does the same inside of the cluster.',
    names: 'D-KONG',
    as: 'may_contradict',
    because: /gives up 'Kong'/,
  },
  {
    title: 'Store orders in MongoDB',
    text: 'An order is one document and is read as a whole.',
    names: 'D-MONGO',
    as: 'may_contradict',
    because: /rejected/,
  },
  {
    title: 'Do not keep sessions in Redis',
    text: 'A token in a cookie needs no store at all.',
    names: 'D-SESS',
    as: 'may_contradict',
    because: /decides for/,
  },
  {
    title: 'Indent source files with spaces',
    text: 'Files look the same everywhere.',
    names: 'D-TABS',
    as: 'may_contradict',
    because: /'tabs'/,
  },
  {
    title: 'Services talk to each other through synchronous calls',
    text: 'An answer is there when the call returns.',
    names: 'D-ASYNC',
    as: 'may_contradict',
    because: /'asynchronous'/,
  },
  {
    title: 'Build and test on Jenkins',
    text: 'It runs next to the machines that it deploys to.',
    names: 'D-JENKINS',
    as: 'may_contradict',
    because: /superseded/,
  },
  {
    title: 'Use hard deletes for customer records',
    text: 'Rows that nobody may see must not be kept.',
    names: 'D-SOFT',
    as: 'may_contradict',
    because: /'soft'/,
  },
  {
    title: 'Use Elasticsearch',
    text: 'Customers misspell the words of products that they search for in the shop.',
    names: 'D-SEARCH',
    as: 'may_contradict',
    because: /weighed 'Elasticsearch'/,
  },
  {
    title: 'Write the console in Angular',
    text: 'Most of the team has built a console with it before.',
    names: 'D-VUE',
    as: 'may_contradict',
    because: /gave up 'Angular'/,
  },
  {
    title: 'Deploy to production after an automatic approval',
    text: 'Checks look before customers see a change.',
    names: 'D-MANUAL',
    as: 'may_contradict',
    because: /'manual'/,
  },
  {
    title: 'Offer a GraphQL endpoint to partners',
    text: 'They would ask for the fields that they show.',
    names: 'D-GRAPHQL',
    as: 'may_contradict',
    because: /rejected/,
  },
  {
    title: 'Stop writing logs as JSON lines',
    text: 'Lines of plain text are shorter.',
    names: 'D-JSON',
    as: 'may_contradict',
    because: /decides for/,
  },
  {
    title: 'Keep feature flags a month after a release',
    text: 'They can turn a release off.',
    names: 'D-FLAGS',
    as: 'may_contradict',
    because: /decides against/,
  },
  {
    title: 'Avoid exponential backoff when failed requests are retried',
    text: 'Waiting is worse than failing.',
    names: 'D-RETRY',
    as: 'may_contradict',
    because: /decides for/,
  },
  {
    title: 'Put the orders into PostgreSQL',
    text: 'They need transactions over several tables.',
    names: 'D-PG',
    as: 'near_duplicates',
    because: /./,
  },
  {
    title: 'Use Vault to keep secrets',
    text: 'They must rotate without a release.',
    names: 'D-SECRETS',
    as: 'near_duplicates',
    because: /./,
  },
  {
    title: 'Retry requests that failed, with an exponential backoff',
    text: 'All callers at once knock a service over that recovers.',
    names: 'D-RETRY',
    as: 'near_duplicates',
    because: /./,
  },
  {
    title: 'Describe the infrastructure in Terraform',
    text: 'So that plans are reviewed before anything changes.',
    names: 'D-TF',
    as: 'near_duplicates',
    because: /./,
  },
  {
    title: 'Serve all images through a content delivery network',
    text: 'They are most of the weight of a page.',
    names: 'D-CDN',
    as: 'near_duplicates',
    because: /./,
  },
  {
    title: 'Nightly database backup to another region',
    text: 'Losing a region must not cost more than a day of work.',
    names: 'D-BACKUP',
    as: 'near_duplicates',
    because: /./,
  },
  {
    title: 'Identifiers of records sort by time',
    text: 'Lists come out in order and indexes stay compact.',
    names: 'D-UUID',
    as: 'near_duplicates',
    because: /./,
  },
  {
    title: 'Log as JSON lines',
    text: 'Machines read logs, and fields can be searched.',
    names: 'D-JSON',
    as: 'near_duplicates',
    because: /./,
  },
];

/** Drafts that no past decision is repeated or contradicted by, though each shares words with some. */
export const UNTOLD: readonly { readonly title: string; readonly text: string }[] = [
  {
    title: 'Use Kafka for audit events',
    text: 'Events are kept for a year and read by several consumers.',
  },
  {
    title: 'Version the public API in its path',
    text: 'Clients see at once which version they call.',
  },
  {
    title: 'Limit uploads to ten megabytes',
    text: 'Larger files are split by the client before they are sent.',
  },
  {
    title: 'Keep prices as whole cents',
    text: 'Sums of fractions are not what people expect of money.',
  },
  {
    title: 'Name branches after the issue that they solve',
    text: 'Who reads the history finds the reason.',
  },
  {
    title: 'Use a message schema registry',
    text: 'A message that no consumer understands is refused where it is made.',
  },
  {
    title: 'Review dependencies every quarter',
    text: 'Old libraries are a risk that grows without anyone looking.',
  },
  {
    title: 'Show dates in the time zone of the reader',
    text: 'They are stored in universal time all the same.',
  },
  {
    title: 'Measure availability by requests of customers',
    text: 'A server that runs and answers nobody is not available.',
  },
  { title: 'Write acceptance tests before a feature', text: 'They tell when it is finished.' },
  { title: 'Encrypt disks of laptops', text: 'A lost laptop must not be a lost secret.' },
  {
    title: 'Translate texts by keys',
    text: 'Translators work on files, and never on the code of the console.',
  },
  {
    title: 'Separate reports from the orders database',
    text: 'A report reads a copy, so that orders are never slowed down by it.',
  },
  { title: 'Cache product pages for a minute', text: 'Most visitors read the same few products.' },
  { title: 'Rotate keys of partners once a year', text: 'A partner is told a month before.' },
  {
    title: 'Call services by names and not by addresses',
    text: 'Addresses change with every deployment.',
  },
  {
    title: 'Ask for consent before cookies are set',
    text: 'The law demands it, and customers like to be asked.',
  },
  { title: 'Give every team a budget of errors', text: 'It tells when to slow down and mend.' },
];
