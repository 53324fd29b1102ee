import { describe, expect, it } from 'vitest';

import { headerOf } from '#indexer/header';
import type { RecordHead, StoredSection } from '#src/store/store';

const head: RecordHead = {
  row: 1,
  kind: 'documents',
  id: 'DOC-1',
  title: 'Use PostgreSQL',
  record: { status: 'accepted', date: '2025-11-20', repo: 'meridian-core' },
};

const section: StoredSection = {
  section: 1,
  row: 1,
  field: 'content',
  heading: ['Context', 'Drivers'],
  text: 'Two writers at once.',
  start: 0,
  end: 20,
};

describe('what stands before a passage', () => {
  it.each([
    {
      name: 'is title, status and headings, and nothing that is a filter',
      header: 'Use PostgreSQL | status: accepted | Context > Drivers',
    },
    {
      name: 'has no id where there is no title',
      changed: { title: 'DOC-1' },
      header: 'status: accepted | Context > Drivers',
    },
    {
      name: 'has no status where there is none',
      changed: { record: { status: null } },
      header: 'Use PostgreSQL | Context > Drivers',
    },
  ])('$name', ({ changed, header }) => {
    expect(headerOf({ ...head, ...changed }, section)).toBe(header);
  });

  it('does not repeat the title that is the text itself', () => {
    expect(headerOf(head, { ...section, field: 'title', heading: [] })).toBe('status: accepted');
  });
});
