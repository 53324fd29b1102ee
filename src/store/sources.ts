/** What the last reading of a folder found. Figures are documents, those of the folder's whole repository group. */
export interface SourceSync {
  readonly documents: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Files that were not read, or not taken. */
  readonly skipped: number;
}

/** A folder on some machine, as whoever has it describes it. */
export interface SourceInput {
  /** The machine's name. */
  readonly host: string;
  /** Absolute, links resolved. */
  readonly path: string;
  /** The repository that its documents go by. */
  readonly repo: string;
  /** Whether somebody gave that name; otherwise it comes from the folder, anew with every reading. */
  readonly named: boolean;
  /** `metadata.origin` of its documents. */
  readonly origin: string;
  /** Where it lies within its repository, with `/`; '' for all of it. */
  readonly prefix: string;
  /** Given when it has just been read. */
  readonly last_sync?: SourceSync;
}

export interface Source extends Omit<SourceInput, 'last_sync'> {
  /** `SRC-` and a hash of host and path: the same folder is the same source. */
  readonly id: string;
  /**
   * Whether somebody who holds the database itself named it. Others could name any folder of any
   * machine, which nobody may read on their word alone.
   */
  readonly trusted: boolean;
  readonly added_at: string;
  readonly synced_at: string | null;
  readonly last_sync: SourceSync | null;
}

/**
 * Which folders the documents come from. They are facts of one machine, not records: they are in no
 * export, no count and no feed.
 */
export interface Sources {
  /** By host and path; of one machine when it is named. */
  sources(host?: string): Promise<readonly Source[]>;
  /** Adds a source, or renews what is known of it; trust, once given, stays. */
  keepSource(source: SourceInput, options: { readonly trusted: boolean }): Promise<Source>;
  /** False when there is none. Its documents stay. */
  dropSource(id: string): Promise<boolean>;
}
