import type {
  DoctorFinding,
  DoctorFixed,
  DoctorReport,
  VacuumReport,
} from '#src/operations/doctor-types';
import { SEVERITIES } from '#src/operations/lint-types';

import type { Style } from './style.ts';
import { bytes, count, oneLine, seconds, wrap } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

const NOUNS = { error: 'error', warning: 'warning', info: 'note' } as const;
const INDENT = '  ';

/** Findings for people: what is wrong, where for example, and what to do; then what was mended. */
export function renderDoctor(report: DoctorReport | DoctorFixed, options: Options): string {
  const { findings, counts, checks } = report;
  const fixed = 'fixed' in report ? report.fixed : [];
  const found = SEVERITIES.filter((each) => counts[each] > 0).map((each) =>
    count(counts[each], NOUNS[each]),
  );
  const summary = found.length === 0 ? 'all is well' : found.join(', ');
  return [
    ...findings.map((finding) => renderFinding(finding, options)),
    ...fixed.map(({ check, sentence }) => `${check} · mended\n${INDENT}${oneLine(sentence)}`),
    options.style.strong(`${count(checks.length, 'check')}: ${summary}`),
  ].join('\n\n');
}

/** `damaged_vector · error` */
function renderFinding(finding: DoctorFinding, { style, width }: Options): string {
  const { check, severity, sentence, example, next } = finding;
  const room = width - INDENT.length;
  const where = example === null ? [] : [`For example: ${oneLine(example)}`];
  const said = [sentence, ...where].flatMap((text) => wrap(oneLine(text), room));
  const advice = wrap(oneLine(next), room).map(style.dim);
  const head = `${style.strong(check)} ${style.warn(`· ${NOUNS[severity]}`)}`;
  return [head, ...[...said, ...advice].map((text) => INDENT + text)].join('\n');
}

const MILLISECONDS = 1_000;

export function renderVacuum({ before, after, seconds: took }: VacuumReport): string {
  const given = before > after ? `${bytes(before - after)} given back` : 'nothing to give back';
  return `${bytes(before)} before, ${bytes(after)} now: ${given} · ${seconds(took * MILLISECONDS)}`;
}
