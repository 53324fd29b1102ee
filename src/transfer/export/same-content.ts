import { open, type FileHandle } from 'node:fs/promises';

const PIECE = 1024 * 1024;

/** Whether two files have the same bytes; false when the second one is not there. */
export async function sameContent(first: string, second: string): Promise<boolean> {
  const handles: FileHandle[] = [];
  try {
    for (const path of [first, second]) handles.push(await open(path, 'r'));
    const [a, b] = handles;
    return a !== undefined && b !== undefined && (await sameBytes(a, b));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  } finally {
    for (const handle of handles) await handle.close();
  }
}

async function sameBytes(a: FileHandle, b: FileHandle): Promise<boolean> {
  if ((await a.stat()).size !== (await b.stat()).size) return false;
  const pieces = [Buffer.alloc(PIECE), Buffer.alloc(PIECE)] as const;
  for (;;) {
    const { bytesRead } = await a.read(pieces[0], 0, PIECE);
    if (bytesRead === 0) return true;
    const other = await b.read(pieces[1], 0, PIECE);
    const isSame =
      other.bytesRead === bytesRead &&
      pieces[0].compare(pieces[1], 0, bytesRead, 0, bytesRead) === 0;
    if (!isSame) return false;
  }
}
