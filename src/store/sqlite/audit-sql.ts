import { kindNames, kindOf } from '#src/kinds/index';
import type { AuditCheck } from '#src/store/audit';

/** A check as SQL: rows of one column, `example`, and what mends them. */
export interface SqlCheck {
  readonly bad: string;
  /** Statements in their order; each may name `:now`. */
  readonly fix?: readonly string[];
}

const RECORDS = '(SELECT row FROM wm_records)';
const TEXTS = '(SELECT row FROM wm_records WHERE text_hash IS NOT NULL)';
/** Of the documents in the keyword index, which keeps no text itself. */
const KEYWORDS = '(SELECT id FROM wm_keywords_docsize)';
const PLACE = `r.kind || ' ' || r.id AS example`;

const queueing = (from: string): string =>
  `INSERT INTO wm_jobs (space, row, due_at, attempts) SELECT DISTINCT space, row, :now, 0 FROM (${from}) WHERE true
    ON CONFLICT (space, row) DO UPDATE SET due_at = excluded.due_at, attempts = 0, reason = NULL`;

const WITHOUT_VECTOR = `SELECT p.space, p.row, p.passage FROM wm_passages AS p
  JOIN wm_spaces AS s ON s.space = p.space AND s.state <> 'dropped'
  WHERE p.passage NOT IN (SELECT passage FROM wm_vectors)`;

const DAMAGED = `SELECT p.space, p.row, p.passage FROM wm_passages AS p
  JOIN wm_spaces AS s ON s.space = p.space AND s.state <> 'dropped'
  JOIN wm_vectors AS v ON v.passage = p.passage WHERE NOT wm_is_unit(v.embedding, s.dimensions)`;

const NOT_QUEUED = `SELECT s.space, r.row, r.kind, r.id FROM wm_spaces AS s CROSS JOIN wm_records AS r
  WHERE s.state <> 'dropped' AND r.text_hash IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM wm_passages AS p WHERE p.space = s.space AND p.row = r.row)
    AND NOT EXISTS (SELECT 1 FROM wm_jobs AS j WHERE j.space = s.space AND j.row = r.row)`;

const ofRecord = (from: string): string =>
  `SELECT ${PLACE} FROM (${from}) AS f JOIN wm_records AS r ON r.row = f.row`;

/** Embedded anew: the passages go at once, so that nobody is answered from them. */
const anew = (from: string): readonly string[] => [
  queueing(from),
  `DELETE FROM wm_passages WHERE passage IN (SELECT passage FROM (${from}))`,
];

/** Rows of a table whose `column` names nothing. */
const orphans = (table: string, what: string, condition: string): SqlCheck => ({
  bad: `SELECT ${what} AS example FROM ${table} WHERE ${condition}`,
  fix: [`DELETE FROM ${table} WHERE ${condition}`],
});

const quoted = (name: string): string => `"${name}"`;

/** Every kind's records, by kind and id. */
const ALL_RECORDS = kindNames
  .map(
    (name) =>
      `SELECT '${name}' AS kind, ${quoted(kindOf(name).primaryKey)} AS id FROM ${quoted(name)}`,
  )
  .join(' UNION ALL ');
const KNOWN = kindNames.map((name) => `'${name}'`).join(', ');

/** Numbers whose records are gone. */
export const LOST_RECORDS = `SELECT row, kind, id, version FROM wm_records
  WHERE kind IN (${KNOWN}) AND (kind, id) NOT IN (${ALL_RECORDS})`;

/** What tags and links hang on, where it is not there: `record_tags t-1, on workspace_tasks WS-TASK-001`. */
export const DANGLING_ENDS = kindNames
  .flatMap((name) => {
    const { primaryKey, relations } = kindOf(name);
    return (relations.ends ?? []).map(
      (
        end,
      ) => `SELECT '${name} ' || ${quoted(primaryKey)} || ', on ' || ${quoted(end.kind)} || ' ' || ${quoted(end.id)}
        FROM ${quoted(name)} WHERE (${quoted(end.kind)}, ${quoted(end.id)}) NOT IN (${ALL_RECORDS})`,
    );
  })
  .join(' UNION ALL ');

/** Records that the file has no number for. */
export const UNKNOWN_RECORDS = `SELECT kind, id FROM (${ALL_RECORDS})
  WHERE (kind, id) NOT IN (SELECT kind, id FROM wm_records)`;

/** Rows of records whose sections or keywords are not all there. */
export const WITHOUT_TEXT: Readonly<Record<'missing_sections' | 'missing_keywords', string>> = {
  missing_sections: `SELECT row FROM wm_records WHERE row IN ${TEXTS} AND row NOT IN (SELECT row FROM wm_sections)`,
  missing_keywords: `SELECT row FROM wm_records WHERE row IN ${TEXTS} AND row NOT IN ${KEYWORDS}`,
};

/** What SQL alone can find. A section's passages, and a passage's vector, go with it. */
export const SQL_CHECKS: Readonly<Partial<Record<AuditCheck, SqlCheck>>> = {
  unknown_record: { bad: `SELECT kind || ' ' || id AS example FROM (${UNKNOWN_RECORDS})` },
  lost_record: { bad: `SELECT kind || ' ' || id AS example FROM (${LOST_RECORDS})` },
  orphan_section: orphans('wm_sections', `'section ' || section`, `row NOT IN ${RECORDS}`),
  orphan_passage: orphans(
    'wm_passages',
    `'passage ' || passage`,
    `row NOT IN ${RECORDS} OR section NOT IN (SELECT section FROM wm_sections)
      OR space NOT IN (SELECT space FROM wm_spaces)`,
  ),
  orphan_vector: orphans(
    'wm_vectors',
    `'passage ' || passage`,
    'passage NOT IN (SELECT passage FROM wm_passages)',
  ),
  orphan_keywords: {
    bad: `SELECT 'row ' || id AS example FROM wm_keywords_docsize WHERE id NOT IN ${TEXTS}`,
    fix: [
      `DELETE FROM wm_keywords WHERE rowid IN (SELECT id FROM wm_keywords_docsize WHERE id NOT IN ${TEXTS})`,
    ],
  },
  orphan_name: orphans('wm_names', 'name', `row NOT IN ${RECORDS}`),
  orphan_job: orphans(
    'wm_jobs',
    `'row ' || row`,
    `row NOT IN ${TEXTS} OR space NOT IN (SELECT space FROM wm_spaces)`,
  ),
  missing_sections: { bad: ofRecord(WITHOUT_TEXT.missing_sections) },
  missing_keywords: { bad: ofRecord(WITHOUT_TEXT.missing_keywords) },
  missing_vector: { bad: ofRecord(WITHOUT_VECTOR), fix: anew(WITHOUT_VECTOR) },
  damaged_vector: { bad: ofRecord(DAMAGED), fix: anew(DAMAGED) },
  not_queued: {
    bad: `SELECT DISTINCT kind || ' ' || id AS example FROM (${NOT_QUEUED})`,
    fix: [queueing(NOT_QUEUED)],
  },
};
