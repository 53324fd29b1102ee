import type { RecordOf } from '#src/kinds/index';
import type { ChangesQuery, Comparison } from '#src/operations/configuration-types';

import { queryOf } from './parameters.ts';
import type { Send } from './transport.ts';
import type { Envelope, InputFor } from './types.ts';

type Change = RecordOf<'configuration_changes'>;

/** What a scan says of itself, and all that it found. */
export type DriftReport = InputFor<'drift_scans'> & {
  readonly detections: readonly Omit<InputFor<'drift_detections'>, 'scan_id'>[];
};

export interface RecordedDrift {
  readonly scan: Envelope<RecordOf<'drift_scans'>>;
  /** Ids of the detections in the order given. */
  readonly detections: readonly string[];
}

export interface ConfigurationInput {
  readonly name: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly repo?: string | null | undefined;
  readonly path?: string | null | undefined;
  readonly session_id?: string | null | undefined;
  readonly created_by?: string | null | undefined;
}

export interface RecordedConfiguration {
  readonly outcome: 'created' | 'unchanged';
  readonly snapshot: Envelope<RecordOf<'configuration_snapshots'>>;
  readonly change: Envelope<Change> | null;
}

/** What checks and builds report: drift scans and configurations. */
export interface RecordingMethods {
  /** All or nothing. */
  recordDriftScan(report: DriftReport): Promise<RecordedDrift>;
  /** Keeps nothing new when the configuration is as it was. */
  recordConfiguration(input: ConfigurationInput): Promise<RecordedConfiguration>;
  /** Against the snapshot before it, or another one. */
  compareConfigurations(id: string, against?: string): Promise<Comparison>;
  /** Newest first; `limit` 1 to 1,000, default 50. */
  configurationChanges(
    query: Omit<ChangesQuery, 'limit'> & Partial<ChangesQuery>,
  ): Promise<readonly Change[]>;
}

const SNAPSHOTS = 'configuration_snapshots';

export const recordingMethods = (send: Send): RecordingMethods => ({
  recordDriftScan: (body) => send({ method: 'POST', path: ['drift_scans', 'record'], body }),
  recordConfiguration: (body) => send({ method: 'POST', path: [SNAPSHOTS, 'record'], body }),
  compareConfigurations: (id, against) =>
    send({ method: 'GET', path: [SNAPSHOTS, id, 'diff'], query: queryOf({ against }) }),
  configurationChanges: async (query) => {
    const request = { method: 'GET', path: [SNAPSHOTS, 'changes'] } as const;
    return (await send<{ items: readonly Change[] }>({ ...request, query: queryOf({ ...query }) }))
      .items;
  },
});
