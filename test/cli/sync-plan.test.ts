import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { planSync, type SyncPlan } from '#indexer/sync-plan';

import { document, goneFrom, storedDocument } from './documents.ts';

const from = (origin: string | undefined) => ({
  metadata: origin === undefined ? null : { origin },
});
/** `a`, `b@there`: a path of the origin `here` or of another; `c@` is of none. */
const stored = (given: string) => {
  const [path = '', origin = 'here'] = given.split('@');
  return storedDocument(document(path, from(origin || undefined)));
};
const pathsIn = ({ add, change, remove, spared }: SyncPlan) =>
  Object.fromEntries(
    Object.entries({ add, change, remove, spared })
      .map(([step, documents]) => [step, documents.map(({ path }) => path)] as const)
      .filter(([, paths]) => paths.length > 0),
  );

interface Case {
  readonly what: string;
  /** Paths that are read, all of the origin `here`. */
  readonly files: string;
  readonly known: string;
  readonly prune?: boolean;
  readonly done: Readonly<Record<string, readonly string[]>>;
}

const CASES: readonly Case[] = [
  { what: 'a new file is added', files: 'a b', known: 'a', done: { add: ['b'] } },
  { what: 'a vanished file is removed', files: 'a', known: 'a b', done: { remove: ['b'] } },
  {
    what: 'most of a folder is removed when it is gone',
    files: 'a',
    known: 'a b c d e',
    done: { remove: ['b', 'c', 'd', 'e'] },
  },
  {
    what: 'a renamed single file moves',
    files: 'b',
    known: 'a',
    done: { add: ['b'], remove: ['a'] },
  },
  {
    what: 'a folder whose files are all renamed moves',
    files: 'c d',
    known: 'a b',
    done: { add: ['c', 'd'], remove: ['a', 'b'] },
  },
  {
    what: 'the last document of a folder is spared',
    files: '',
    known: 'a',
    done: { spared: ['a'] },
  },
  {
    what: 'documents of another folder are spared',
    files: 'c',
    known: 'a@there b@there',
    done: { add: ['c'], spared: ['a', 'b'] },
  },
  {
    what: 'and still are when this one is known',
    files: 'c',
    known: 'c a@there b@there',
    done: { spared: ['a', 'b'] },
  },
  {
    what: 'and when the two have a file of one name',
    files: 'readme',
    known: 'readme@there a@there b@there',
    done: { change: ['readme'], spared: ['a', 'b'] },
  },
  {
    what: 'all that is not found is removed when asked for',
    files: 'c',
    known: 'a b@there c@there',
    prune: true,
    done: { change: ['c'], remove: ['a', 'b'] },
  },
  {
    what: 'of those without an origin a minority is removed',
    files: 'a b',
    known: 'a@ b@ c@',
    done: { change: ['a', 'b'], remove: ['c'] },
  },
  {
    what: 'of those without an origin half is spared',
    files: 'a',
    known: 'a@ b@',
    done: { change: ['a'], spared: ['b'] },
  },
  { what: 'nothing is to be done for nothing', files: '', known: '', done: {} },
];

const words = (text: string): readonly string[] => text.split(' ').filter(Boolean);

describe('what a sync does', () => {
  it.each(CASES)('$what', ({ files, known, prune = false, done }) => {
    const documents = words(files).map((path) => document(path));
    const contents = { documents, vanished: goneFrom(documents) };
    expect(pathsIn(planSync(contents, words(known).map(stored), { prune }))).toEqual(done);
  });

  it('keeps what is not there and not gone for sure either', () => {
    const contents = { documents: [document('a')], vanished: () => false };
    expect(pathsIn(planSync(contents, [stored('a'), stored('elsewhere/b')]))).toEqual({});
  });

  it('asks the folders of its own origin whether a document is gone', () => {
    const contents = {
      documents: [document('a')],
      vanished: (_: string, origin?: string) => origin === 'there',
    };
    expect(pathsIn(planSync(contents, [stored('a'), stored('b'), stored('c@there')]))).toEqual({
      spared: ['c'],
    });
  });

  it('leaves alone what was written by hand, even when it forgets all else', () => {
    const byHand = storedDocument(document('note'), { content_hash: null, metadata: null });
    const contents = { documents: [document('a')], vanished: goneFrom([document('a')]) };
    expect(pathsIn(planSync(contents, [stored('a'), byHand], { prune: true }))).toEqual({});
  });

  it('writes to the id under which a path is stored', () => {
    const contents = { documents: [document('a', { content_hash: 'h2' })], vanished: () => false };
    const plan = planSync(contents, [storedDocument(document('a'), { id: 'ADR-7' })]);
    expect(plan.change).toMatchObject([{ id: 'ADR-7', path: 'a', content_hash: 'h2' }]);
  });

  it.each([
    ['the same text', {}, 0, 0],
    ['another text', { content_hash: 'h2' }, 1, 0],
    ['a folder that was moved', from('there'), 1, 0],
    ['another text of another folder', { content_hash: 'h2', ...from('there') }, 1, 1],
    ['a text from before origins were kept', from(undefined), 1, 0],
  ])('%s is written if need be, and counted', (_, kept, changes, replaced) => {
    const contents = { documents: [document('a')], vanished: () => false };
    const plan = planSync(contents, [storedDocument(document('a', kept))]);
    expect([plan.change.length, plan.keep, plan.replaced]).toEqual([
      changes,
      1 - changes,
      replaced,
    ]);
  });

  it('carried out, leaves nothing for the next one, and never takes from another origin', () => {
    const entry = fc.record({
      path: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      content_hash: fc.constantFrom('h1', 'h2'),
      origin: fc.constantFrom('here', 'there', undefined),
    });
    const entries = fc.uniqueArray(entry, { selector: ({ path }) => path });
    fc.assert(
      fc.property(entries, entries, fc.boolean(), (files, known, prune) => {
        const documents = files.map(({ path, content_hash }) => document(path, { content_hash }));
        const contents = { documents, vanished: goneFrom(documents) };
        const before = known.map(({ path, content_hash, origin }) =>
          storedDocument(document(path, { content_hash, ...from(origin) })),
        );
        const plan = planSync(contents, before, { prune });
        if (!prune)
          expect(plan.remove.filter(({ metadata }) => metadata?.['origin'] === 'there')).toEqual(
            [],
          );
        const untouched = before.filter(
          (one) => ![...plan.remove, ...plan.change].some(({ path }) => path === one.path),
        );
        const written = [...plan.add, ...plan.change].map((one) => storedDocument(one));
        const again = planSync(contents, [...untouched, ...written], { prune });
        const spared = plan.spared.map(({ path }) => path);
        expect(pathsIn(again)).toEqual(spared.length > 0 ? { spared } : {});
        expect(again.keep).toEqual(files.length);
      }),
    );
  });
});
