import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Snapshot, Store } from '#src/store/store';

/** A piece of an export: a file begins, or its text goes on. */
export type ExportPart = { readonly file: string } | { readonly text: string };

/**
 * The files of all records as they are at one moment: those that are always written, and those of kinds that
 * hold something. With `kinds` just these, whatever they hold.
 */
export async function* exportParts(
  store: Pick<Store, 'snapshot'>,
  kinds?: readonly KindName[],
): AsyncGenerator<ExportPart> {
  const snapshot = await store.snapshot();
  try {
    yield* partsOfSnapshot(snapshot, kinds);
  } finally {
    await snapshot.close();
  }
}

/** As `exportParts`, of a snapshot that somebody else closes. */
export async function* partsOfSnapshot(
  snapshot: Snapshot,
  kinds?: readonly KindName[],
): AsyncGenerator<ExportPart> {
  for (const kind of kinds ?? kindNames) {
    const isWanted =
      kinds !== undefined || kindOf(kind).file.always || (await holds(snapshot, kind));
    if (!isWanted) continue;
    yield { file: kindOf(kind).file.name };
    for await (const text of fileText(snapshot, kind)) yield { text };
  }
}

const holds = async (snapshot: Snapshot, kind: KindName): Promise<boolean> =>
  (await snapshot.list({ kind, sort: [], limit: 1 })).total > 0;

/**
 * A kind's file: `JSON.stringify({ tasks: [...] }, null, 2)` and a newline, a group of records at a time.
 * Records stand in the order of their ids' bytes, which no insertion changes for the others, and have all of
 * their fields in the table's order, null ones too: a value that appears or goes is one changed line, and an
 * import of the file restores what was empty.
 */
async function* fileText(snapshot: Snapshot, kind: KindName): AsyncGenerator<string> {
  let isFirst = true;
  yield opening(kind);
  for await (const group of snapshot.read({ kind, sort: [] })) {
    yield group.map((record, at) => (isFirst && at === 0 ? '\n' : ',\n') + shown(record)).join('');
    isFirst = false;
  }
  yield isFirst ? EMPTY_END : '\n  ]\n}\n';
}

const opening = (kind: KindName): string => `{\n  ${JSON.stringify(kindOf(kind).file.key)}: [`;
const EMPTY_END = ']\n}\n';

/** The file of a kind that holds nothing. */
export const emptyFile = (kind: KindName): string => opening(kind) + EMPTY_END;

/** A record as it stands within its file. No text of JSON holds a line break, so that each one is the layout's. */
const shown = (record: AnyRecord): string =>
  `    ${JSON.stringify(record, null, 2).replaceAll('\n', '\n    ')}`;
