import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** The native half of onnxruntime-node 1.14, which @xenova/transformers 2.17 pins. */
const BINDING = 'onnxruntime_binding.node';

/**
 * Makes this thread load its own copy of the native runtime. The file registers itself with Node once in a
 * process and keeps a static reference into the heap of the thread that loaded it last: with one
 * copy, a thread that follows another one finds no module ("Module did not self-register") or brings the process
 * down (15 of 15 restarts; with a copy each, 120 of 120 went well). The copy (16 MB) is deleted as soon as it
 * is mapped. Where it cannot be loaded, for example from a temporary folder that forbids execution, the
 * original is.
 */
export function usePrivateRuntime(): void {
  const open = process.dlopen.bind(process);
  process.dlopen = (module, filename, ...flags) => {
    if (basename(filename) !== BINDING) return open(module, filename, ...flags);
    try {
      withCopy(filename, (copy) => open(module, copy, ...flags));
    } catch {
      open(module, filename, ...flags);
    }
  };
}

/** Its library lies beside it and is looked for there, so the folder is copied. */
function withCopy(filename: string, use: (copy: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'onnxruntime-'));
  try {
    cpSync(dirname(filename), folder, { recursive: true });
    use(join(folder, basename(filename)));
  } finally {
    removeIfPossible(folder);
  }
}

/** Windows keeps a loaded library from being deleted; its temporary folder is swept by the system. */
function removeIfPossible(folder: string): void {
  try {
    rmSync(folder, { recursive: true });
  } catch {
    return;
  }
}
