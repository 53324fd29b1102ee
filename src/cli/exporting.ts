import { resolveKind, type KindName } from '#src/kinds/index';
import { bundleParts } from '#src/transfer/export/bundle';
import { writeExport } from '#src/transfer/export/files';

import { exportDirectoryOf } from './connection.ts';
import { renderExport } from './render/export.ts';
import type { Session } from './session.ts';

export interface ExportOptions {
  /** `-` for standard output. */
  readonly dir?: string;
  /** All when none is named. */
  readonly kind?: readonly string[];
  readonly db?: string;
}

/** Writes the files of an export, or their text where a person or a program reads it. */
export async function exportTo(
  session: Session,
  { dir, kind: kinds = [], db }: ExportOptions,
): Promise<void> {
  if (dir === '-') return toOutput(session, kinds);
  const directory = dir ?? (await exportDirectoryOf(session.io, db));
  const bundle = await session.client.exportAll({ kinds });
  const report = await writeExport(directory, bundleParts(bundle), known(kinds));
  session.answer(report, () => renderExport(report, session.style));
}

/** One kind is its file; several stand in one object under their files' names. */
async function toOutput({ client, io }: Session, kinds: readonly string[]): Promise<void> {
  const [only, ...others] = kinds;
  const pieces =
    only !== undefined && others.length === 0
      ? await client.exportFile(only)
      : await client.exportAll({ kinds });
  for await (const piece of pieces) io.stdout.write(piece);
}

/** The service has refused names that it does not know. */
const known = (names: readonly string[]): readonly KindName[] | undefined =>
  names.length === 0
    ? undefined
    : names.flatMap((name) => {
        const kind = resolveKind(name);
        return kind === undefined ? [] : [kind];
      });
