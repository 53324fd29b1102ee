import { z } from 'zod';

import type { KindDescription as KindShape, ServiceStatus } from '#src/client/types';
import { FIELD_TYPES, OPERATORS } from '#src/kinds/field';
import { kindNames } from '#src/kinds/index';
import { FACETS } from '#src/kinds/kind';
import type {
  DoctorFinding as DoctorFindingShape,
  DoctorFixed as FixedShape,
  DoctorReport as DoctorShape,
  VacuumReport as VacuumShape,
} from '#src/operations/doctor-types';
import {
  LINT_RULES,
  SEVERITIES,
  type LintResponse,
  type LintRule,
} from '#src/operations/lint-types';
import type {
  BackupFile as BackupFileShape,
  BackupList as BackupListShape,
  BackupReport as BackupShape,
} from '#src/operations/backup-types';
import type { ForgottenSource as ForgottenShape } from '#src/operations/source-types';
import type { Source as SourceShape } from '#src/store/store';

import { IndexReport } from './indexing.ts';
import { COUNT, KindName, maybe, MOMENT, NAMES } from './parts.ts';
import { Degradation } from './search.ts';

export const Health = z.object({ status: z.literal('ok') });
export const Ready = z.object({
  ready: z.boolean(),
  database: z.object({
    ready: z.boolean(),
    code: z.string().optional().describe('Why it is not.'),
    reason: z.string().optional(),
  }),
  embedder: z.object({ state: z.enum(['ready', 'loading', 'unloaded', 'failed']) }),
});
export const RouteList = z.object({ routes: NAMES });

const OPERATOR = z.enum(OPERATORS);

const FieldDescription = z.object({
  name: z.string(),
  type: z.enum(FIELD_TYPES),
  required: z.boolean(),
  nullable: z.boolean(),
  primary_key: z.boolean(),
  values: maybe(NAMES),
  ranked: z.boolean(),
  moment: maybe(z.literal('unix_seconds')),
  default: maybe(z.union([z.string(), z.number(), z.boolean()])),
  generated: z.boolean(),
  renewed: z.boolean(),
  references: maybe(z.object({ kind: z.string(), field: z.string() })),
  operators: z.array(OPERATOR),
});

export const KindDescription = z.object({
  name: z.string(),
  label: z.string(),
  short: NAMES,
  primary_key: z.string(),
  title: z.string(),
  sort: z.string(),
  fields: z.array(FieldDescription),
  facets: z.partialRecord(z.enum(FACETS), z.string()),
  searchable: z.boolean(),
  lifecycle: maybe(
    z.object({
      field: z.string(),
      past: NAMES,
      superseded_by: maybe(z.string()),
      supersedes: maybe(z.string()),
    }),
  ),
  relations: z.array(
    z.object({
      name: z.string(),
      direction: z.enum(['out', 'in', 'both']),
      kind: z.string(),
      through: maybe(z.string()),
    }),
  ),
  filters: z.object({ operators: z.record(z.string(), z.array(OPERATOR)) }),
}) as z.ZodType<KindShape>;

export const Kinds = z.object({ kinds: z.array(KindDescription) });

const Growth = z.object({
  rows: COUNT,
  structured_bytes: COUNT.nullable(),
  history_bytes: COUNT.nullable(),
  writers: NAMES,
  limits: z.object({
    rows: COUNT,
    structured_bytes: COUNT,
    history_bytes: COUNT,
    writers: COUNT,
  }),
  warnings: z.array(
    z.object({
      code: z.enum(['many_rows', 'large_tables', 'long_history', 'many_writers']),
      sentence: z.string(),
      next: z.string(),
    }),
  ),
});

const BACKUP_FILE = { file: z.string(), at: MOMENT, bytes: COUNT };
const BackupFile = z.object(BACKUP_FILE) satisfies z.ZodType<BackupFileShape>;
const SAMPLED = z.enum(['answered', 'unanswered', 'none']);

const BACKUP_STATE = {
  directory: z.string(),
  keep: COUNT,
  every_seconds: z.number().nullable(),
  running: z.boolean(),
  last: BackupFile.nullable(),
  fault: z.object({ at: MOMENT, reason: z.string() }).nullable(),
};

export const BackupList = z.object({
  ...BACKUP_STATE,
  items: z.array(BackupFile),
}) satisfies z.ZodType<BackupListShape>;

export const BackupReport = z.object({
  ...BACKUP_FILE,
  directory: z.string(),
  seconds: z.number(),
  tables: COUNT,
  rows: COUNT,
  records: COUNT,
  vectors: COUNT,
  hash: z.string(),
  broken_references: COUNT,
  asked: z.object({ keyword: SAMPLED, vector: SAMPLED }),
  kept: COUNT,
  removed: NAMES,
}) satisfies z.ZodType<BackupShape>;

export const Status = z.object({
  version: z.string(),
  database: z.object({ path: maybe(z.string()), bytes: COUNT, wal_bytes: COUNT }),
  records: z.partialRecord(z.enum(kindNames), COUNT),
  growth: Growth,
  index: IndexReport,
  backups: maybe(z.object(BACKUP_STATE)),
  embedder: z.object({
    state: z.enum(['ready', 'loading', 'unloaded', 'failed']),
    model: z.string(),
    reason: maybe(z.string()),
    remark: maybe(z.string()),
  }),
  search: z.object({ degraded: z.array(Degradation) }),
}) as z.ZodType<ServiceStatus>;

const SEVERITY = z.enum(SEVERITIES);
const BY_SEVERITY = z.record(SEVERITY, COUNT);

export const DoctorFinding = z.object({
  check: z.string(),
  severity: SEVERITY,
  count: COUNT,
  example: z.string().nullable(),
  sentence: z.string(),
  next: z.string(),
  fixable: z.boolean(),
}) satisfies z.ZodType<DoctorFindingShape>;

const DOCTOR = { findings: z.array(DoctorFinding), counts: BY_SEVERITY, checks: NAMES };

export const DoctorReport = z.object(DOCTOR) satisfies z.ZodType<DoctorShape>;
export const DoctorFixed = z.object({
  ...DOCTOR,
  fixed: z.array(DoctorFinding),
}) satisfies z.ZodType<FixedShape>;

export const VacuumReport = z.object({
  before: COUNT,
  after: COUNT,
  seconds: z.number(),
}) satisfies z.ZodType<VacuumShape>;

export const LintReport = z.object({
  findings: z.array(
    z.object({
      rule: z.enum(Object.keys(LINT_RULES) as [LintRule, ...LintRule[]]),
      severity: SEVERITY,
      kind: KindName,
      id: z.string(),
      title: z.string(),
      repos: NAMES,
      path: maybe(z.string()),
      line: maybe(COUNT),
      sentence: z.string(),
      next: z.string(),
    }),
  ),
  counts: BY_SEVERITY,
  checked: COUNT,
}) satisfies z.ZodType<LintResponse>;

const SYNC = z.object({
  documents: COUNT,
  added: COUNT,
  changed: COUNT,
  removed: COUNT,
  skipped: COUNT,
});

export const Source = z.object({
  id: z.string(),
  host: z.string(),
  path: z.string(),
  repo: z.string(),
  named: z.boolean(),
  origin: z.string(),
  prefix: z.string(),
  trusted: z.boolean(),
  added_at: MOMENT,
  synced_at: MOMENT.nullable(),
  last_sync: SYNC.nullable(),
}) satisfies z.ZodType<SourceShape>;

export const Sources = z.object({ items: z.array(Source) });

export const ForgottenSource = z.object({
  source: Source,
  documents: z.object({ kept: COUNT, removed: COUNT }),
}) satisfies z.ZodType<ForgottenShape>;
