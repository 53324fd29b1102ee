import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { decisions } from '#src/cli/demo/decisions';
import { issues } from '#src/cli/demo/issues';
import { tasks } from '#src/cli/demo/tasks';
import { packageRoot } from '#src/package-root';

/** What records and questions are made of. */
export interface Text {
  /** Where it comes from, in words. */
  readonly from: string;
  readonly documents: readonly { readonly path: string; readonly content: string }[];
  /** Different ones, each of several words: they are what is asked. */
  readonly titles: readonly string[];
  readonly sentences: readonly string[];
}

const SHARED = join(packageRoot(), '..', 'shared');
const JUDGED = join(SHARED, 'relevance', 'adr-title2body-dev');
const CORPORA = ['eclipse-edc', 'opendatahub', 'log4brains'] as const;
/** Of this project's decisions, when there is nothing else to index. */
const COPIES = 10;
const MOST_SENTENCES = 20_000;

/** A folder, and the repository whose documents it is taken for. */
export interface IndexedFolder {
  readonly path: string;
  readonly repo: string;
}

/** Real repositories where they are at hand, else this project's decisions under several names; none where it has none. */
export function indexedFolders(): readonly IndexedFolder[] {
  const real = CORPORA.map((repo) => ({ repo, path: join(SHARED, 'corpora', repo) })).filter(
    ({ path }) => existsSync(path),
  );
  if (real.length > 0) return real;
  const path = join(packageRoot(), 'docs', 'decisions');
  if (!existsSync(path) || readdirSync(path).length === 0) return [];
  return Array.from({ length: COPIES }, (_, index) => ({ repo: `copy-${index + 1}`, path }));
}

/** Thousands of real decisions where they are at hand, else what this project says of itself. */
export const readText = (): Text => (existsSync(JUDGED) ? judgedText() : ownText());

interface JudgedDocument {
  readonly _id: string;
  readonly text: string;
}

function judgedText(): Text {
  const documents = jsonLines<JudgedDocument>(join(JUDGED, 'corpus.jsonl'))
    .filter(({ text }) => text.trim() !== '')
    .map(({ _id, text }) => ({ path: _id, content: text }));
  const titles = jsonLines<JudgedDocument>(join(JUDGED, 'queries.jsonl')).map(({ text }) => text);
  return {
    from: 'a judged set of real decisions',
    documents,
    titles: [...new Set(titles)],
    sentences: sentencesOf(documents.map(({ content }) => content)),
  };
}

const jsonLines = <T>(file: string): readonly T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

function ownText(): Text {
  const pages = ownPages().map((path) => ({ path, content: readFileSync(path, 'utf8') }));
  const sample = [...tasks, ...issues, ...decisions].flatMap((record) =>
    Object.values(record).filter((value): value is string => typeof value === 'string'),
  );
  const sentences = sentencesOf([...pages.map(({ content }) => content), ...sample]);
  return {
    from: "this project's own pages",
    documents: pages.map(({ path, content }) => ({ path: basename(path), content })),
    titles: sentences.map((sentence) => sentence.split(' ').slice(0, 8).join(' ')),
    sentences,
  };
}

const ownPages = (): readonly string[] =>
  ['.', 'docs/decisions']
    .map((folder) => join(packageRoot(), folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.md'))
        .map((file) => join(folder, file)),
    );

/** Sentences of prose: a capital letter, a full stop, and no markup that would pull in a heading. */
function sentencesOf(texts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const [sentence] of text.matchAll(/[A-Z][^\n.!?|#*`[\]<>]{30,200}[.!?](?=\s|$)/g))
      found.add(sentence);
    if (found.size >= MOST_SENTENCES) break;
  }
  return [...found];
}
