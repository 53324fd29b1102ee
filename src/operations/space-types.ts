/** A space as the API shows it. */
export interface SpaceShown {
  readonly fingerprint: string;
  readonly model: string;
  readonly dimensions: number;
  /** Of two spaces of a model, a later version of the program made the one with the higher number. */
  readonly generation: number;
  readonly state: 'current' | 'building' | 'kept';
  readonly created_at: string;
  readonly passages: number;
  /** Records that wait to be embedded. */
  readonly pending: number;
  readonly failed: number;
  /** Why it is not worked on for now, as a sentence. */
  readonly fault?: string;
}

export interface UseModelRequest {
  /** Name of a model, as `EMBEDDING_MODEL` takes it. */
  readonly model: string;
  /** Drop all other spaces when it has become the current one. Default false. */
  readonly prune?: boolean | undefined;
}

/** What becomes of a wish for a model. */
export interface UsedModel {
  /** `current`: it answers now, and nothing is left to do. */
  readonly outcome: 'building' | 'current';
  readonly space: SpaceShown;
  /** Records that are to be embedded. */
  readonly records: number;
  /** How long that may take on two cores; null where nothing is known of the model's speed. */
  readonly seconds: number | null;
}

export interface RolledBack {
  readonly space: SpaceShown;
  /** Records whose passages in it are not in step yet; until then they are found by their words. */
  readonly stale: number;
}

export interface Pruned {
  /** Spaces that are gone. */
  readonly dropped: readonly SpaceShown[];
  readonly passages: number;
}

export interface Cancelled {
  /** The space that was being built; null when none was. */
  readonly space: SpaceShown | null;
}
