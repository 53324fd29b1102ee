import { z } from 'zod';

import { switchContext } from '#src/operations/switch-context';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { NAME, operation, takes } from './operation.ts';
import { idInPath } from './parameters.ts';
import type { Handler } from './routes.ts';
import { envelopeOf } from './write.ts';

export const SWITCH = takes('context switch', {
  session_id: NAME.optional(),
  user: NAME.optional(),
  reason: z.string().optional(),
});

/** POST /api/work_contexts/{id}/switch. */
export const switchedContext = (deps: AppDeps): Handler =>
  operation(deps, SWITCH, async (c, records, body) => {
    const switched = await switchContext(records, { ...body, to: idInPath(c) });
    return sendJson(c, { ...switched, context: envelopeOf(switched.context) });
  });
