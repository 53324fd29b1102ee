import { DEFAULT_DATABASE } from '#src/config';
import { commandName } from '#src/package-root';
import { kindNames, kindOf } from '#src/kinds/index';
import type { EmbedderState } from '#src/http/deps';
import type { Summary } from '#src/store/store';

export interface GreetingFacts {
  readonly url: string;
  readonly database: string;
  readonly summary: Summary;
  readonly embedder: EmbedderState;
}

/** One line for whoever started the server: where it is, what is in it, and what to do next. */
export function greeting({ url, database, summary, embedder }: GreetingFacts): string {
  const parts = [
    `Workspace memory on ${url}`,
    `${database} holds ${contentsOf(summary)}`,
    ...(embedder.state === 'failed'
      ? ['KEYWORD SEARCH ONLY, the embedding model cannot load']
      : []),
    ...(embedder.remark === undefined ? [] : [embedder.remark.replace(/\.$/, '')]),
  ];
  return `${parts.join(' · ')} · next: ${nextStep(url, database, summary)}`;
}

function contentsOf({ records, index }: Summary): string {
  const counted = kindNames.flatMap((name) => {
    const count = records[name] ?? 0;
    return count > 0 ? [{ count, label: kindOf(name).label }] : [];
  });
  if (counted.length === 0) return 'nothing yet';
  const waiting = index.pending > 0 ? ` (${index.pending} being indexed)` : '';
  return counted.map(({ count, label }) => plural(count, label)).join(', ') + waiting;
}

function nextStep(url: string, database: string, { records }: Summary): string {
  const command = `${commandName()}${database === DEFAULT_DATABASE ? '' : ` --db ${database}`}`;
  const isEmpty = Object.values(records).every((count) => count === 0);
  return isEmpty
    ? `${command} index <folder of decisions>`
    : `${command} search "why did we ..."  or  ${url}/api/search?q=...`;
}

const plural = (count: number, label: string): string =>
  `${count} ${count === 1 ? label : label.replace(/y$/, 'ie')}${count === 1 ? '' : 's'}`;
