import { SEVERITIES, type Finding, type LintResponse } from '#src/operations/lint-types';

import type { Style } from './style.ts';
import { count, oneLine, wrap } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
  /** Also what is only good to know. */
  readonly all: boolean;
}

/** Findings for people: where, what is wrong, what to do; what is only good to know is counted unless asked for. */
export function renderLint({ findings, counts, checked }: LintResponse, options: Options): string {
  const { style, all } = options;
  const shown = findings.filter(({ severity }) => all || severity !== 'info');
  const summary = SEVERITIES.map((severity) => count(counts[severity], NOUNS[severity])).join(', ');
  const hidden = findings.length - shown.length;
  const more = hidden > 0 ? [style.dim(`Show the ${count(hidden, 'note')} with --all.`)] : [];
  return [
    ...shown.map((finding) => renderFinding(finding, options)),
    [style.strong(`${summary} in ${count(checked, 'record')}`), ...more].join('\n'),
  ].join('\n\n');
}

const NOUNS = { error: 'error', warning: 'warning', info: 'note' } as const;
const INDENT = '  ';

/** `core:docs/adr/0007-x.md:3 · error · dangling_link` */
function renderFinding(finding: Finding, { style, width }: Options): string {
  const { severity, rule, sentence, next } = finding;
  const marked = severity === 'info' ? style.dim : style.warn;
  const head = `${style.strong(placeOf(finding))} ${marked(`· ${NOUNS[severity]} · ${rule}`)}`;
  const room = width - INDENT.length;
  const said = wrap(oneLine(sentence), room);
  const advice = wrap(oneLine(next), room).map(style.dim);
  return [head, ...[...said, ...advice].map((text) => INDENT + text)].join('\n');
}

function placeOf({ repos, path, line, id }: Finding): string {
  if (path === undefined) return oneLine(id);
  const place = [repos.join(','), path, ...(line === undefined ? [] : [String(line)])];
  return oneLine(place.filter(Boolean).join(':'));
}
