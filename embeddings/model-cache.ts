import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The part of the Web Cache API that @xenova/transformers asks of a cache of its downloads. */
interface ModelCache {
  match(address: string): Promise<Response | undefined>;
  put(address: string, response: Response): Promise<void>;
}

/**
 * Downloads kept in a folder, in the hub's layout. The library's own file cache writes in place, so that
 * a second process that starts meanwhile reads half a model; here a file appears whole or not at all.
 */
export function createModelCache(folder: string): ModelCache {
  const pathOf = (address: string) => join(folder, decodeURIComponent(new URL(address).pathname));
  return {
    async match(address) {
      if (!URL.canParse(address)) return undefined; // it also asks for a path of a local file
      return readFile(pathOf(address)).then(
        (bytes) => new Response(bytes),
        () => undefined,
      );
    },
    async put(address, response) {
      const path = pathOf(address);
      const unfinished = `${path}.${randomUUID()}.part`;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(unfinished, new Uint8Array(await response.arrayBuffer()));
      await rename(unfinished, path);
    },
  };
}
