/** A step that took longer than it should. */
export interface SlowStep {
  readonly milliseconds: number;
  /** Without a value: these are bound. */
  readonly text: string;
  /** How the engine carries it out, one line each; empty where it has no plan. */
  readonly plan: readonly string[];
}

/** Told of slow steps, by whoever asks for them. */
export interface StepWatch {
  /** Milliseconds from which on a step is slow. */
  readonly after: number;
  tell(step: SlowStep): void;
}
