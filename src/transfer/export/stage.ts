import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import type { ExportPart } from './export.ts';

/** A complete file that waits for its place. */
export interface StagedFile {
  readonly name: string;
  readonly bytes: number;
  readonly records: number;
}

interface Open {
  readonly name: string;
  readonly handle: FileHandle;
  bytes: number;
  records: number;
}

/** Writes the parts into files of a folder; all of them are on the disk when it resolves. */
export async function stageParts(
  folder: string,
  parts: AsyncIterable<ExportPart>,
): Promise<readonly StagedFile[]> {
  const staged: StagedFile[] = [];
  let current: Open | undefined;
  const finish = async (): Promise<void> => {
    if (!current) return;
    const { name, handle, bytes, records } = current;
    current = undefined;
    await completed(handle);
    staged.push({ name, bytes, records });
  };
  try {
    for await (const part of parts) {
      if ('file' in part) {
        await finish();
        const handle = await open(join(folder, part.file), 'wx');
        current = { name: part.file, handle, bytes: 0, records: 0 };
      } else if (current) await append(current, part.text);
    }
    await finish();
  } finally {
    await current?.handle.close();
  }
  return staged;
}

async function append(current: Open, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  await current.handle.appendFile(bytes);
  current.bytes += bytes.length;
  current.records += text.match(RECORD_BEGINS)?.length ?? 0;
}

/** Four spaces and a brace alone on a line: what a record holds stands further in. */
const RECORD_BEGINS = /^ {4}\{$/gm;

async function completed(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
