/** An edge of a flowchart, with the text that it may carry: `-- yes -->`, `-->|yes|`, `-.->`, `==>`, `~~~`. */
const EDGE =
  /\s*(?:<|[xo](?=[-=.]))?(?:--\s*(?:"([^"]*)"|([^-|>"\s][^|>]*?))\s*--+[>xo]?|==\s*(?:"([^"]*)"|([^=|>"\s][^|>]*?))\s*==+[>xo]?|-\.\s*(?:"([^"]*)"|([^|>."\s-][^|>]*?))\s*\.+-[>xo]?|--+[>xo]?|==+[>xo]?|-\.+-[>xo]?|~~~+)\s*(?:\|([^|]*)\|)?\s*/g;

/** A node: its id, and its label in brackets of any shape. */
const NODE =
  /^([^\s[({>@|"]+)\s*(?:@\{(.*)\}|[[({>][[({/\\|]{0,2}\s*(.*?)\s*[\])}/\\|]{1,3})?(?:\s*:::\s*[\w-]+)?$/;

const SUBGRAPH = /^subgraph\s+(?:[\w.-]+\s*\[(.+)\]|(.+))$/;

/** A label, and the id of the node that it names; a node is its own label until another line gives it one. */
interface Part {
  readonly id?: string;
  readonly label: string;
}

/** The labels of a flowchart: subgraph titles, nodes (their id where they have no label) and edges. */
export function flowLabels(lines: readonly string[]): readonly string[] {
  const parts = lines.flatMap(partsOfLine);
  const named = new Set(parts.filter(({ id, label }) => id !== label).map(({ id }) => id));
  return parts.filter(({ id, label }) => id !== label || !named.has(id)).map(({ label }) => label);
}

function partsOfLine(line: string): readonly Part[] {
  const subgraph = SUBGRAPH.exec(line);
  if (subgraph) return [{ label: subgraph[1] ?? subgraph[2] ?? '' }];
  const [protectedLine, labels] = withoutLabels(line);
  return partsOf(protectedLine).map((part) => ({ ...part, label: restored(part.label, labels) }));
}

/** Labels may hold anything that an edge is made of, so they wait outside while the line is cut. */
function withoutLabels(line: string): readonly [string, readonly string[]] {
  const labels: string[] = [];
  const kept = line.replace(/"([^"]*)"|\[([^\][]+)\]|\|([^|]+)\|/g, (whole: string) => {
    labels.push(whole.slice(1, -1));
    return `${whole[0]}\u0001${labels.length - 1}\u0002${whole.at(-1)}`;
  });
  return [kept, labels];
}

function partsOf(line: string): readonly Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (const edge of line.matchAll(EDGE)) {
    parts.push(...nodesOf(line.slice(start, edge.index)));
    parts.push(...edge.slice(1).flatMap((label) => (label === undefined ? [] : [{ label }])));
    start = edge.index + edge[0].length;
  }
  return [...parts, ...nodesOf(line.slice(start))];
}

const nodesOf = (text: string): readonly Part[] => text.split(/\s+&\s+/).map(nodeOf);

function nodeOf(text: string): Part {
  const node = NODE.exec(text.trim());
  if (!node) return { label: text };
  const [, id = '', properties, label] = node;
  if (properties === undefined) return { id, label: label ?? id };
  return { id, label: /label:\s*"?([^",}]+)/.exec(properties)?.[1] ?? id };
}

/** Labels may stand in labels: `["a [b]"]`. */
function restored(part: string, labels: readonly string[]): string {
  let text = part;
  for (let depth = 0; depth < 3 && text.includes('\u0001'); depth += 1)
    text = text.replace(/\u0001(\d+)\u0002/g, (_whole, at: string) => labels[Number(at)] ?? '');
  return text;
}
