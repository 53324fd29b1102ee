/** What is measured at the moment in which somebody asks. Each label takes values of a closed set only. */
export const GAUGES = {
  workspace_info: { help: 'The version that runs; always 1.', labels: ['version'] },
  workspace_http_connections: { help: 'Connections that are open now.', labels: [] },
  workspace_database_up: {
    help: '1 when the database answers; when it does not, its figures are missing.',
    labels: [],
  },
  workspace_database_bytes: { help: 'Size of the database file.', labels: [] },
  workspace_database_wal_bytes: {
    help: 'Size of the write-ahead log beside the database file.',
    labels: [],
  },
  workspace_records: { help: 'Records that are kept.', labels: ['kind'] },
  workspace_queue_tasks: {
    help: "Tasks in the orchestrator's queue that wait, or that somebody works on.",
    labels: ['status'],
  },
  workspace_index_passages: { help: 'Passages that have a vector.', labels: ['space'] },
  workspace_index_pending_records: {
    help: 'Records that wait to be embedded.',
    labels: ['space'],
  },
  workspace_index_failed_records: {
    help: 'Records that could not be embedded.',
    labels: ['space'],
  },
  workspace_index_passages_per_second: {
    help: 'Passages embedded in a second of the last minute in which there was work; missing when there was none.',
    labels: [],
  },
  workspace_embedder_ready: {
    help: '1 when questions can be answered by meaning; a model that was unloaded is loaded again for one.',
    labels: [],
  },
  workspace_search_degraded: {
    help: '1 when a question would be answered without this leg now.',
    labels: ['leg'],
  },
} as const satisfies Readonly<Record<string, { help: string; labels: readonly string[] }>>;

export type GaugeName = keyof typeof GAUGES;

interface Figure {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The figures of a moment; what is not known then is missing. */
export type Figures = Readonly<Partial<Record<GaugeName, readonly Figure[]>>>;
