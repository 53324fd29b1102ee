import { pullModel } from '#models/pull/pull';

import { randomModelEntry } from './random-model.ts';

/** A process that pulls the model of a test's hub: `<hub> <models folder> <name>`. Writes whether it was new. */
const [hub = '', modelsFolder = '', name = ''] = process.argv.slice(2);

const { isNew } = await pullModel(randomModelEntry(name, { shape: 'tiny' }), {
  ...{ hub, modelsFolder },
  tryOut: async () => ({ text: 'a', vector: [1] }),
});
process.stdout.write(`new: ${String(isNew)}\n`);
