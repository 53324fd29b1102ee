import { dirname } from 'node:path/posix';

import type { KindName } from '#src/kinds/index';
import { lifecycleRecord } from '#src/search/chain-records';
import type { LifecycleReading, RecordHead } from '#src/store/store';

import type { CheckedFile, CheckRequest } from './check-types.ts';

type Place = Pick<CheckedFile, 'repo' | 'path'>;

/** What is stored, with the files of a request in their places. */
export interface Overlay {
  /** Without the drafts, and with what they make an end of. */
  readonly before: LifecycleReading;
  readonly after: LifecycleReading;
  /** Of the drafts, in their order. */
  readonly ids: readonly string[];
  /** Stored, and no longer there: a file that got another name is no precedent of itself. */
  readonly gone: readonly Place[];
}

/** The kind that files are kept in. */
const FILES: KindName = 'documents';

/** Lays files over what is stored. Pure. */
export function overlayOf(reading: LifecycleReading, request: CheckRequest): Overlay {
  const { drafts, beside = [], gone = [] } = request;
  const isWhole = request.beside !== undefined;
  const there = new Set([...drafts, ...beside].map(placeOf));
  const folders = new Set(isWhole ? [...drafts, ...beside].map(folderOf) : []);
  const removed = gone.filter((place) => !there.has(placeOf(place)));
  const isRemoved = inAnyOf(new Set(removed.map(placeOf)), placeOf);
  const isThere = inAnyOf(there, placeOf);
  const isTold = (head: RecordHead): boolean =>
    isThere(head) || isRemoved(head) || inAnyOf(folders, folderOf)(head);
  const files = filesOf(request, reading);
  const others = reading.records.filter((head) => !isTold(head));
  const ended = reading.records.filter(isRemoved);
  const { links } = reading;
  return {
    before: { records: [...others, ...ended, ...files.slice(drafts.length)], links },
    after: { records: [...others, ...files], links },
    ids: files.slice(0, drafts.length).map(({ id }) => id),
    gone: reading.records
      .filter((head) => isTold(head) && !isThere(head))
      .flatMap((head) => placesOf(head)),
  };
}

const placeOf = ({ repo, path }: Place): string => `${repo}:${path}`;
const folderOf = ({ repo, path }: Place): string => `${repo}:${dirname(path)}`;

/** A record without a path has no place. */
function placesOf(head: RecordHead): readonly Place[] {
  const { path, repos } = lifecycleRecord(head);
  return path === null ? [] : repos.map((repo) => ({ repo, path }));
}

const inAnyOf =
  (names: ReadonlySet<string>, nameOf: (place: Place) => string) =>
  (head: RecordHead): boolean =>
    placesOf(head).some((place) => names.has(nameOf(place)));

/** Files as if they were stored, under their ids where they are; the drafts first. */
function filesOf(
  { drafts, beside = [] }: CheckRequest,
  { records }: LifecycleReading,
): readonly RecordHead[] {
  const last = records.at(-1)?.row ?? 0;
  const stored = new Map(
    records.flatMap((head) => placesOf(head).map((place) => [placeOf(place), head.id] as const)),
  );
  return [...drafts, ...beside].map((file, at): RecordHead => {
    const id = stored.get(placeOf(file)) ?? placeOf(file);
    const record = { ...file, id, doc_type: 'adr' };
    return { row: last + 1 + at, kind: FILES, id, title: file.title, record };
  });
}
