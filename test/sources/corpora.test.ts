import { existsSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { DocumentInput } from '#indexer/sources/document';
import { openFolder } from '#indexer/sources/folder';
import { kinds } from '#src/kinds/index';
import { sectionsOf } from '#src/kinds/sections';

const CORPORA = '../shared/corpora';

/** Counted by hand in the corpora: files, decisions, and how many of them state what. */
const COUNTS = {
  'eclipse-edc': { files: 110, adr: 108, status: 0, date: 108, superseded_by: 0 },
  opendatahub: { files: 48, adr: 44, status: 42, date: 38, superseded_by: 0 },
  log4brains: { files: 44, adr: 37, status: 28, date: 37, superseded_by: 2 },
} as const;

const isThere = existsSync(CORPORA);
const reason = `${CORPORA} is not there`;

async function documentsOf(name: string): Promise<readonly DocumentInput[]> {
  const documents: DocumentInput[] = [];
  for await (const reading of (await openFolder(`${CORPORA}/${name}`, { repo: name })).read())
    if ('document' in reading) documents.push(reading.document);
  return documents;
}

describe('the decisions of real projects', () => {
  test.for(Object.entries(COUNTS))('%s', async ([name, expected], { skip }) => {
    skip(!isThere, reason);
    const documents = await documentsOf(name);
    const decisions = documents.filter((document) => document.doc_type === 'adr');
    const stating = (field: 'status' | 'date' | 'superseded_by'): number =>
      decisions.filter((decision) => decision[field]).length;
    expect({
      files: documents.length,
      adr: decisions.length,
      status: stating('status'),
      date: stating('date'),
      superseded_by: stating('superseded_by'),
    }).toEqual(expected);
    expect(decisions.filter((decision) => !/\p{L}{3}/u.test(decision.title))).toEqual([]);
  });

  test.for(Object.keys(COUNTS))(
    '%s: every document has sections that the store takes',
    async (name, { skip }) => {
      skip(!isThere, reason);
      for (const document of await documentsOf(name)) {
        expect(kinds.documents.input.safeParse(document).error).toBeUndefined();
        const sections = sectionsOf(kinds.documents, { ...document });
        expect(sections, document.path).not.toEqual(
          document.content.trim() === '' ? undefined : [],
        );
      }
    },
  );
});
