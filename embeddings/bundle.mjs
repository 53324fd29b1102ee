import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { build } from 'esbuild';

/**
 * Bundles @xenova/transformers for `dist`, without what a text model never calls (docs/decisions/0042):
 * sharp 0.32, whose install step downloads a binary, and the runtime for browsers (66 MB).
 */
const OUT = 'dist/embeddings/library';
const LIBRARY = '@xenova/transformers';

/** Stands in for a package; whoever calls into it is told so. */
const absent = {
  name: 'absent',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(sharp|onnxruntime-web)$/ }, ({ path }) => ({
      path,
      namespace: 'absent',
    }));
    onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
      contents: `export default function absent() {
        throw new Error('${path} is not part of this program: it embeds text only.');
      }`,
    }));
  },
};

await build({
  entryPoints: [LIBRARY],
  outfile: join(OUT, 'transformers.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['onnxruntime-node'],
  plugins: [absent],
  legalComments: 'inline',
  logLevel: 'warning',
});

const licence = join(dirname(createRequire(import.meta.url).resolve(LIBRARY)), '..', 'LICENSE');
copyFileSync(licence, join(OUT, 'LICENSE'));
