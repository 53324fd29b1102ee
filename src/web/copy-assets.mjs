/**
 * The last step of a build: puts beside the compiled pages what the compiler leaves behind, as
 * src/web/assets.ts looks for it there.
 */
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = dirname(fileURLToPath(import.meta.url));
const root = join(source, '..', '..');
const target = join(root, 'dist', 'src', 'web');

/** From, below the package; to, below the compiled pages. */
const COPIES = [
  ['src/web/styles', 'styles'],
  ['src/web/images', 'images'],
  ['node_modules/mermaid/dist/mermaid.min.js', 'vendor/mermaid.min.js'],
];

for (const [from, to] of COPIES) {
  mkdirSync(dirname(join(target, to)), { recursive: true });
  cpSync(join(root, from), join(target, to), { recursive: true });
}
