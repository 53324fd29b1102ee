import { randomInt } from 'node:crypto';

/** What a writer does to a record of its own: a new text, or null to delete it. */
export interface Change {
  readonly id: string;
  readonly text: string | null;
}

/** Records that a writer has. */
const RECORDS = 300;
const WORDS = [
  'lease',
  'queue',
  'vector',
  'passage',
  'crash',
  'space',
  'node:fs',
  '数据库',
  'parseTime',
];

/** Each record once. Only what is `there` can be deleted. */
export function changesOf(
  writer: string,
  amount: number,
  there: ReadonlySet<string>,
): readonly Change[] {
  const first = randomInt(RECORDS);
  return Array.from({ length: Math.min(amount, RECORDS) }, (_, at) => {
    const id = `${writer}-${(first + at) % RECORDS}`;
    return { id, text: there.has(id) && randomInt(4) === 0 ? null : textOf(randomInt(4)) };
  });
}

/** Some paragraphs, each of which is a passage or two. */
const textOf = (paragraphs: number): string =>
  Array.from({ length: paragraphs + 1 }, () =>
    Array.from({ length: 4 + randomInt(24) }, () => WORDS[randomInt(WORDS.length)]).join(' '),
  ).join('\n\n');
