import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { planSync, type SyncPlan } from '#indexer/sync-plan';

import { document, goneFrom, storedDocument } from './documents.ts';

const stored = (path: string) => storedDocument(document(path));
const pathsIn = ({ add, change, remove, spared }: SyncPlan) =>
  Object.fromEntries(
    Object.entries({ add, change, remove, spared })
      .map(([step, documents]) => [step, documents.map(({ path }) => path)] as const)
      .filter(([, paths]) => paths.length > 0),
  );

describe('what a sync does', () => {
  it.each([
    { what: 'a new file is added', files: ['a', 'b'], known: ['a'], done: { add: ['b'] } },
    {
      what: 'a vanished file is removed',
      files: ['a'],
      known: ['a', 'b'],
      done: { remove: ['b'] },
    },
    {
      what: 'a renamed single file moves',
      files: ['b'],
      known: ['a'],
      done: { add: ['b'], remove: ['a'] },
    },
    { what: 'the last document is spared', files: [], known: ['a'], done: { spared: ['a'] } },
    {
      what: 'so are all in a folder with others',
      files: ['c'],
      known: ['a', 'b'],
      done: { add: ['c'], spared: ['a', 'b'] },
    },
    {
      what: 'unless asked',
      files: [],
      known: ['a', 'b'],
      prune: true,
      done: { remove: ['a', 'b'] },
    },
    { what: 'nothing is to be done for nothing', files: [], known: [], done: {} },
  ])('$what', ({ files, known, prune = false, done }) => {
    const documents = files.map((path) => document(path));
    const contents = { documents, vanished: goneFrom(documents) };
    expect(pathsIn(planSync(contents, known.map(stored), { prune }))).toEqual(done);
  });

  it('keeps what is not there and not gone for sure either', () => {
    const contents = { documents: [document('a')], vanished: () => false };
    expect(pathsIn(planSync(contents, [stored('a'), stored('elsewhere/b')]))).toEqual({});
  });

  it.each([
    { what: 'another text', read: { content_hash: 'h2' }, changes: 1 },
    { what: 'another status', read: { status: 'accepted' }, changes: 1 },
    {
      what: 'a status that is gone',
      read: { status: null },
      kept: { status: 'accepted' },
      changes: 1,
    },
    { what: 'the moment of reading', read: {}, kept: { indexed_at: '2025-11-02' }, changes: 0 },
    {
      what: 'an empty list for none',
      read: { deciders: [] },
      kept: { deciders: null },
      changes: 0,
    },
    {
      what: 'the order of keys',
      read: { metadata: { a: 1, b: 2 } },
      kept: { metadata: { b: 2, a: 1 } },
      changes: 0,
    },
    { what: 'metadata', read: { metadata: { a: 1 } }, kept: { metadata: { a: 2 } }, changes: 1 },
    {
      what: 'the zone of the same moment',
      read: { date: '2025-11-01T10:00:00+01:00' },
      kept: { date: '2025-11-01T09:00:00.000Z' },
      changes: 0,
    },
  ])('a difference in $what counts as it should', ({ read, kept = {}, changes }) => {
    const contents = { documents: [document('a', read)], vanished: () => false };
    const plan = planSync(contents, [storedDocument(document('a'), kept)]);
    expect([plan.change.length, plan.keep]).toEqual([changes, 1 - changes]);
  });

  it('carried out, leaves nothing for the next one', () => {
    const entry = fc.record({
      path: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      content_hash: fc.constantFrom('h1', 'h2'),
    });
    const entries = fc.uniqueArray(entry, { selector: ({ path }) => path });
    fc.assert(
      fc.property(entries, entries, (files, known) => {
        const documents = files.map(({ path, content_hash }) => document(path, { content_hash }));
        const contents = { documents, vanished: goneFrom(documents) };
        const before = known.map((one) => storedDocument(document(one.path, one)));
        const plan = planSync(contents, before, { prune: true });
        const untouched = before.filter(
          (one) => ![...plan.remove, ...plan.change].some(({ path }) => path === one.path),
        );
        const written = [...plan.add, ...plan.change].map((one) => storedDocument(one));
        const again = planSync(contents, [...untouched, ...written], { prune: true });
        expect([pathsIn(again), again.keep]).toEqual([{}, files.length]);
      }),
    );
  });
});
