import { frontMatterOf } from './front-matter.ts';
import { labelText, labelsByRule, type LabelRule } from './labels.ts';
import { shortLinesOf } from './lines.ts';
import { flowLabels } from './mermaid-flow.ts';

/** Lines that style or steer, in every kind of diagram. */
const SILENT =
  /^(?:%%|(?:style|classDef|class\s+[\w,]+\s+\w+\s*;?$|linkStyle|click|direction|activate|deactivate|autonumber|create|destroy|dateFormat|axisFormat|tickInterval|todayMarker|excludes|includes|accDescr|hide|UpdateLayoutConfig|UpdateRelStyle|UpdateElementStyle)\b)/;

const TITLE: LabelRule = { pattern: /^(?:title|accTitle)\s*:?\s+(.+)$/ };
const QUOTED: LabelRule = {
  pattern: /".+"/,
  labels: (match) => quotedIn(match.input),
};

const quotedIn = (line: string): readonly string[] =>
  Array.from(line.matchAll(/"([^"]+)"/g), (found) => found[1] as string);

const SEQUENCE: readonly LabelRule[] = [
  TITLE,
  { pattern: /^(?:create\s+)?(?:participant|actor)\s+\S+\s+as\s+(.+)$/ },
  { pattern: /^(?:create\s+)?(?:participant|actor)\s+(.+)$/ },
  { pattern: /^note\s+(?:left of|right of|over)\s+[^:]+:\s*(.+)$/i },
  {
    pattern: /^(?:loop|alt|else|opt|par|and|critical|option|break|rect|box)\b\s*(.*)$/,
  },
  {
    pattern:
      /^([\w.]+(?: [\w.]+){0,5})\s*(?:<<)?-{1,2}[>x)]{1,2}\s*[+-]?\s*([\w.]+(?: [\w.]+){0,5})\s*:\s*(.+)$/,
  },
];

const CLASS: readonly LabelRule[] = [
  TITLE,
  { pattern: /^(?:class|namespace)\s+[\w.~]+\s*\["([^"]+)"\]/ },
  {
    pattern: /^(?:class|namespace)\s+`?([\w.~ -]+?)`?\s*(?::::?\w+)?\s*\{?\s*\}?$/,
  },
  { pattern: /^note\s+(?:for\s+\w+\s+)?"(.+)"/ },
  {
    pattern:
      /^([\w~.]+)\s+(?:"[^"]*"\s*)?(?:[<|*o.\-]|--|>){2,6}\s*(?:"[^"]*"\s*)?([\w~.]+)(?:\s*:\s*(.+))?$/,
  },
  { pattern: /^<<(.+)>>/ },
  { pattern: /^([\w~.]+)\s*:\s*[+\-#~]?(.+)$/ },
  { pattern: /^[+\-#~]?(\w.*)$/ },
];

const STATE: readonly LabelRule[] = [
  TITLE,
  { pattern: /^state\s+"([^"]+)"/ },
  { pattern: /^state\s+(\w+)/ },
  { pattern: /^note\s+(?:left|right) of\s+\w+\s*:\s*(.+)$/ },
  { pattern: /^note\s+(?:left|right) of\s+\w+$/, labels: () => [] },
  { pattern: /^(\S+)\s*-->\s*(\w+|\[\*\])(?:\s*:\s*(.+))?$/ },
  { pattern: /^(\w+)\s*:\s*(.+)$/ },
  { pattern: /^(?:end note|fork|join|\[\*\]|--|\})/, labels: () => [] },
  { pattern: /^(\w.*)$/ },
];

const ENTITY: readonly LabelRule[] = [
  TITLE,
  {
    pattern: /^([\w-]+)\s+[|}{o]{2}(?:--|\.\.)[|}{o]{2}\s+([\w-]+)\s*(?::\s*(.+))?$/,
  },
  { pattern: /^"?([\w -]+?)"?(?:\["?([^\]"]+)"?\])?\s*\{$/ },
  {
    pattern: /^[\w()[\]]+\s+(\w+)(?:\s+(?:PK|FK|UK)(?:,\s*\w+)*)?(?:\s+"([^"]*)")?$/,
  },
];

/** Mind maps, timelines, charts, C4 and whatever comes next: quoted text, else what stands before a colon's data. */
const ANY: readonly LabelRule[] = [
  TITLE,
  { pattern: /^section\s+(.+)$/ },
  QUOTED,
  { pattern: /^[\w-]*(?:\(\(|\[\[|\{\{|[([{])([^()[\]{}]+)[)\]}]/ },
  { pattern: /^(\w[^:{]*?)\s*:\s*(?:\d|crit|done|active|milestone|after)/ },
  { pattern: /^(\w.*?)\s*[{;]?$/ },
];

type Reader = (lines: readonly string[]) => readonly string[];

const byRule =
  (rules: readonly LabelRule[]): Reader =>
  (lines) =>
    lines.flatMap((line) => labelsByRule(line, rules));

const DIAGRAMS: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:graph|flowchart(?:-elk)?)\b/, flowLabels],
  [/^sequenceDiagram\b/, byRule(SEQUENCE)],
  [/^classDiagram\b/, byRule(CLASS)],
  [/^stateDiagram\b/, byRule(STATE)],
  [/^erDiagram\b/, byRule(ENTITY)],
];

/** What a Mermaid diagram says to people, one label per line. */
export function mermaidLabels(source: string): string {
  const front = frontMatterOf(source);
  const title = /^title:\s*(.+)$/m.exec(front?.source ?? '')?.[1];
  const lines = shortLinesOf(source.slice(front?.end ?? 0))
    .map((line) => line.trim().replace(/;$/, ''))
    .filter((line) => line !== '' && !line.startsWith('%%'));
  const [opening = '', ...rest] = lines;
  const known = DIAGRAMS.find(([pattern]) => pattern.test(opening));
  const read = known?.[1] ?? byRule(ANY);
  const body = rest.filter((line) => !SILENT.test(line) && line !== 'end');
  return labelText([...(title ? [title] : []), ...openingLabels(opening), ...read(body)]);
}

/** `pie title Sources` and `pie showData title Sources` name themselves in their first line. */
const openingLabels = (opening: string): readonly string[] =>
  labelsByRule(opening, [{ pattern: /\btitle\s+(.+)$/ }]);
