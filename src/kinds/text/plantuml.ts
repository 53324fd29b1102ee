import { labelText, labelsByRule, type LabelRule } from './labels.ts';
import { shortLinesOf } from './lines.ts';

/** Lines that style, steer or include. */
const SILENT =
  /^(?:'|@end|!|(?:skinparam|hide|show|scale|autonumber|activate|deactivate|destroy|return\s*$|left to right|top to bottom|allow_mixing|set|LAYOUT_\w+|SHOW_LEGEND|end\b(?! note| legend| title| header| footer)|fork|split|stop|start|kill|detach|newpage|remove|together)\b)/i;

const quotedIn = (line: string): readonly string[] =>
  Array.from(line.matchAll(/"([^"]+)"/g), (found) => found[1] as string);

/** One end of an arrow: `Alice`, `"Order Service"`, `[Component]`, `(Use case)`, `:Actor:`. */
const END = String.raw`("[^"]+"|\[[^\]]+\]|\([^)]+\)|:[^:]+:|[\w.@*]+)`;
const ARROW = String.raw`(?:[<>ox|\\/*#+{}^.~\-=]|\[[^\]]{0,40}\]|(?:up|down|left|right|le|ri|do|u|d|l|r)(?=[-.=>])){2,30}`;
const COUNT = String.raw`(?:\s*"[^"]*")?`;

const RULES: readonly LabelRule[] = [
  { pattern: /^@start\w+\s+(?:"([^"]+)"|([^(].*))$/ },
  { pattern: /^@start/, labels: () => [] },
  { pattern: /^(?:title|header|footer|caption|legend)\s+(.+)$/i },
  {
    pattern: /^[hr]?note\s+(?:left|right|top|bottom|over|across|on link)\b[^:"]*:\s*(.+)$/i,
  },
  { pattern: /^[hr]?note\s+(?:"(.+)"\s+as\s+\w+)/i },
  {
    pattern: /^(?:[hr]?note|legend|title|header|footer|end|endlegend)\b/i,
    labels: () => [],
  },
  { pattern: /^={2,}\s*(.+?)\s*={2,}$/ },
  { pattern: /^\.{3}\s*(.+?)\s*\.{3}$/ },
  {
    pattern: /^(?:if|elseif|while|switch|case)\s*\((.*?)\)(?:\s*(?:then|is)\s*\((.*?)\))?/i,
  },
  { pattern: /^else\s*\((.*?)\)/i },
  {
    pattern:
      /^(?:(?:group|alt|else|opt|loop|par|break|critical|partition|box)\b|ref over [^:]+:)\s*(.*?)\s*\{?$/i,
  },
  { pattern: /^\w+\s*\(.*"/, labels: (match) => quotedIn(match.input) },
  {
    pattern: new RegExp(`^${END}${COUNT}\\s*${ARROW}${COUNT}\\s*${END}(?:\\s*:\\s*(.+))?`),
  },
  { pattern: /^(?:abstract\s+)?[a-z]\w+\s+"([^"]+)"(?:\s+as\s+\S+)?/i },
  {
    pattern:
      /^(?:abstract\s+)?(?:participant|actor|boundary|control|entity|database|collections|queue|component|interface|node|cloud|folder|frame|package|rectangle|storage|artifact|card|agent|usecase|class|enum|object|state|annotation|abstract|namespace|file|stack|person|hexagon|map|json)\s+(.+?)(?:\s+as\s+("[^"]+"|\S+))?\s*(?:<<.*>>)?\s*(?:#\w+)?\s*\{?$/i,
  },
  { pattern: /^(?:\[([^\]]+)\]|\(([^)]+)\))(?:\s+as\s+\S+)?$/ },
  { pattern: /^:(.+?)[;|<>/\]}]?$/ },
  { pattern: /^\|(?:#\w+\|)?(.+)\|$/ },
  { pattern: /^[\w.]+\s*:\s*(.+)$/ },
  { pattern: /^\*+:?\s*(?:\[[^\]]*\]\s*)?_?\s*(.+?);?$/ },
  { pattern: /^[+\-#~]\s*(.+)$/ },
  { pattern: /"[^"]+"/, labels: (match) => quotedIn(match.input) },
];

/** Blocks whose every line is text: notes, legends, titles of several lines. */
const PROSE_OPENS = /^(?:[hr]?note\b(?!.*[:"]).*|legend\b.{0,20}|title|header|footer)$/i;
const PROSE_CLOSES = /^end\s?(?:[hr]?note|legend|title|header|footer)/i;

/** What a PlantUML diagram says to people, one label per line. */
export function plantumlLabels(source: string): string {
  const labels: string[] = [];
  let prose = false;
  for (const raw of shortLinesOf(withoutComments(source))) {
    const line = raw.trim();
    if (PROSE_CLOSES.test(line)) prose = false;
    else if (prose) labels.push(line);
    else if (PROSE_OPENS.test(line)) prose = true;
    else if (!SILENT.test(line)) labels.push(...labelsByRule(line, RULES).map(withoutBrackets));
  }
  return labelText(labels);
}

const withoutComments = (source: string): string => {
  const pieces = source.split("/'");
  return pieces.map((piece, at) => (at === 0 ? piece : piece.slice(closing(piece)))).join(' ');
};

/** A comment that is never closed is none. */
const closing = (piece: string): number => {
  const at = piece.indexOf("'/");
  return at < 0 ? 0 : at + 2;
};

const withoutBrackets = (label: string): string =>
  /^(?:\[.*\]|\(.*\)|:.*:|".*")$/.test(label) ? label.slice(1, -1) : label;
