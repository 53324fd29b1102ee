import type { Checked } from '#src/cli/check/check';
import type { DriftScanned } from '#src/cli/check/drift/drift';
import type { AnyFinding } from '#src/cli/check/found';
import type { CheckedDraft } from '#src/operations/check-types';
import { SEVERITIES } from '#src/operations/lint-types';

import type { Style } from './style.ts';
import { count, oneLine, wrap } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

const NOUNS = { error: 'error', warning: 'warning', info: 'note' } as const;
const INDENT = '  ';

/** Findings for people, then what is related to each file, and a count. */
export function renderCheck(checked: Checked, options: Options): string {
  const { findings, drafts, scans = [], remarks } = checked;
  const { style } = options;
  const counts = SEVERITIES.map((severity) =>
    count(findings.filter((each) => each.severity === severity).length, NOUNS[severity]),
  ).join(', ');
  return [
    ...findings.map((finding) => renderFinding(finding, options)),
    ...drafts.flatMap((draft) => renderRelated(draft, options)),
    ...scans.flatMap((scan) => renderScan(scan, options)),
    ...remarks.map((remark) => wrap(oneLine(remark), options.width).map(style.warn).join('\n')),
    style.strong(`${counts} in ${extent(checked)}`),
  ].join('\n\n');
}

const extent = ({ drafts, scans }: Checked): string => {
  if (!scans) return count(drafts.length, 'changed decision');
  return count(
    scans.reduce((sum, { files }) => sum + files, 0),
    'file',
  );
};

/** `docs/adr/0007-x.md:3 · error · dangling_link` */
function renderFinding(finding: AnyFinding, { style, width }: Options): string {
  const { severity, rule, path, line, sentence, next } = finding;
  const marked = severity === 'info' ? style.dim : style.warn;
  const room = width - INDENT.length;
  const head = `${style.strong(oneLine(`${path}:${line}`))} ${marked(`· ${NOUNS[severity]} · ${rule}`)}`;
  const held =
    'expected' in finding
      ? [`expected: ${finding.expected}`, `found: ${finding.found}`].map(oneLine)
      : [];
  const lines = [
    ...[oneLine(sentence), ...held].flatMap((text) => wrap(text, room)),
    ...wrap(oneLine(next), room).map(style.dim),
  ];
  return [head, ...lines.map((text) => INDENT + text)].join('\n');
}

/** Files that could not be looked into, and under what the scan is kept. */
function renderScan(
  { repo, files, scan, skipped }: DriftScanned,
  { style, width }: Options,
): readonly string[] {
  const passed = skipped.map(({ path, reason }) => `Held by its place alone: ${path} (${reason})`);
  const kept =
    scan === null
      ? []
      : [
          `Kept as ${scan}: ${count(files, 'file')} of ${repo} held. See: workspace drift show ${scan}`,
        ];
  const lines = [...passed, ...kept].flatMap((text) => wrap(oneLine(text), width));
  return lines.length === 0 ? [] : [lines.map(style.dim).join('\n')];
}

function renderRelated(
  { path, precedents }: CheckedDraft,
  { style, width }: Options,
): readonly string[] {
  if (precedents.related.length === 0) return [];
  const lines = precedents.related.flatMap(({ id, title, path: place, status }) => {
    const text = `${title} (${place ?? id}${status === null ? '' : `, ${status}`})`;
    return wrap(oneLine(text), width - INDENT.length).map((each) => style.dim(INDENT + each));
  });
  return [[style.dim(`Related to ${oneLine(path)}:`), ...lines].join('\n')];
}
