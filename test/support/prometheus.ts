/** What Prometheus' text format says, read by its rules: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exposition {
  readonly types: Readonly<Record<string, string>>;
  readonly samples: readonly Sample[];
  /** The one value of a name and some of its labels; 0 when there is none, the sum when there are several. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\n"])*"';
const META = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{((?:${LABEL})(?:,${LABEL})*)\\})? (\\S+)$`);
const NUMBER = /^([+-]?\d+(\.\d+)?(e[+-]?\d+)?|[+-]Inf|Nan|NaN)$/i;
const TYPES = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']);
const PARTS = /_(bucket|sum|count)$/;

/** Throws at the first line that breaks a rule. */
export function readExposition(text: string): Exposition {
  must(text.endsWith('\n'), 'the last line ends with a line feed', text.slice(-80));
  const types: Record<string, string> = {};
  const samples: Sample[] = [];
  const closed = new Set<string>();
  let open = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const read = readLine(line, types);
    if (read.family !== open) {
      must(!closed.has(read.family), 'lines of a family stand together', line);
      if (open !== '') closed.add(open);
      open = read.family;
    }
    if (read.type) types[read.family] = read.type;
    if (read.sample) samples.push(read.sample);
  }
  const series = samples.map(keyOf);
  must(new Set(series).size === series.length, 'each series is there once', '');
  for (const [name, type] of Object.entries(types))
    if (type === 'histogram') checkHistogram(name, samples);
  return { types, samples, sum: (name, labels = {}) => sumOf(samples, name, labels) };
}

interface Line {
  readonly family: string;
  readonly type?: string;
  readonly sample?: Sample;
}

function readLine(line: string, types: Readonly<Record<string, string>>): Line {
  const [, what, family = '', rest = ''] = META.exec(line) ?? [];
  if (what === 'HELP') return { family };
  if (what === 'TYPE') {
    must(TYPES.has(rest) && !(family in types), 'a family has one known type', line);
    return { family, type: rest };
  }
  const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
  must(NUMBER.test(value), 'a line is a comment or a sample', line);
  const own = name in types ? name : name.replace(PARTS, '');
  must(own in types, 'a sample comes after the type of its family', line);
  return { family: own, sample: { name, labels: labelsOf(labels), value: numberOf(value) } };
}

const labelsOf = (text: string): Sample['labels'] =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

const numberOf = (text: string): number =>
  /inf/i.test(text) ? Number(`${text[0] ?? ''}Infinity`) : Number(text);

const keyOf = ({ name, labels }: Sample): string => JSON.stringify([name, sorted(labels)]);

const sorted = (labels: Sample['labels']) =>
  Object.entries(labels).sort(([a], [b]) => a.localeCompare(b));

/** Buckets rise to the count of all. */
function checkHistogram(name: string, samples: readonly Sample[]): void {
  const groups = new Map<string, number[]>();
  for (const sample of samples.filter((each) => each.name === `${name}_bucket`)) {
    const { le = '', ...labels } = sample.labels;
    must(le !== '', 'a bucket has a bound', keyOf(sample));
    const key = JSON.stringify(sorted(labels));
    groups.set(key, [...(groups.get(key) ?? []), sample.value]);
  }
  for (const { labels, value } of samples.filter((each) => each.name === `${name}_count`)) {
    const buckets = groups.get(JSON.stringify(sorted(labels))) ?? [];
    const rises = buckets.every((each, at) => at === 0 || each >= (buckets[at - 1] ?? 0));
    must(rises && buckets.at(-1) === value, 'buckets rise to the count', name);
  }
}

const sumOf = (samples: readonly Sample[], name: string, wanted: Sample['labels']): number =>
  samples
    .filter((each) => each.name === name)
    .filter(({ labels }) => Object.entries(wanted).every(([key, value]) => labels[key] === value))
    .reduce((sum, { value }) => sum + value, 0);

function must(holds: boolean, rule: string, line: string): asserts holds {
  if (!holds) throw new Error(`${rule}: ${line}`);
}
