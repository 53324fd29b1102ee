import { staleRecords } from '#indexer/stale';
import { examine, mend, type DoctorDeps } from '#src/operations/doctor';
import { vacuum } from '#src/operations/vacuum';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { parametersOf } from './parameters.ts';
import type { Handler, Routes } from './routes.ts';

/** The routes that look after the file itself. */
export const doctorRoutes = (deps: AppDeps): Routes => ({
  '/api/doctor': { GET: examining(deps), POST: fixing(deps) },
  '/api/vacuum': { POST: vacuuming(deps) },
});

/** GET /api/doctor: what is wrong with the file and its index. */
const examining =
  (deps: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    return sendJson(c, await examine(doctorOf(deps)));
  };

/** POST /api/doctor: mends what can be mended; what must be embedded anew is queued. */
const fixing =
  (deps: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    const fixed = await mend(doctorOf(deps));
    deps.indexer?.poke();
    return sendJson(c, fixed);
  };

/** POST /api/vacuum: gives the room of what was deleted back. */
const vacuuming =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    return sendJson(c, await vacuum(store));
  };

const doctorOf = (deps: AppDeps): DoctorDeps => {
  const { store, embedderState, installation } = deps;
  return {
    store,
    ...(installation && { installation }),
    stale: async (space) => ((await isCutHere(deps, space)) ? staleRecords(store, space) : []),
    modelFault: async () => {
      const { reason, remark } = await embedderState();
      return reason ?? remark;
    },
  };
};

/** What another version of the program has cut is not to be measured by this one. */
async function isCutHere({ store, models }: AppDeps, fingerprint: string): Promise<boolean> {
  const space = (await store.spaces()).find((each) => each.fingerprint === fingerprint);
  if (!space || !models) return true;
  const own = await models.spaceOf(space.model).catch(() => undefined);
  return own?.fingerprint === fingerprint;
}
