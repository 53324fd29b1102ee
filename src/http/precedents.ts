import { z } from 'zod';

import { findPrecedents } from '#src/operations/precedents';
import type { Excluded, PrecedentsRequest } from '#src/operations/precedents-types';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { kindCalled } from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const LONGEST_TITLE = 1_000;
const LONGEST_TEXT = 100_000;
const LONGEST_NAME = 2_000;
const MOST = 50;
const MOST_REFERENCES = 100;

const name = () => z.string().min(1).max(LONGEST_NAME);

/** A record, or a file by its path in its repository. */
const EXCLUDED = z.union(
  [
    z.strictObject({ kind: name(), id: name() }),
    z.strictObject({ path: name(), repo: name().optional() }),
  ],
  {
    error:
      'A record ({"kind": "decision", "id": "DEC-001"}) or a file ({"path": "docs/adr/0012.md"}) belongs here.',
  },
);

export const PRECEDENTS = z.strictObject({
  title: z.string().trim().min(1).max(LONGEST_TITLE).optional(),
  text: z.string().max(LONGEST_TEXT),
  kinds: z.array(z.string()).min(1).max(MOST).optional(),
  repo: name().optional(),
  supersedes: z.array(name()).max(MOST_REFERENCES).optional(),
  exclude: z.array(EXCLUDED).max(MOST_REFERENCES).optional(),
  limit: z.int().min(1).max(MOST).optional(),
});

const ABOUT = {
  pointer: '',
  known: Object.keys(PRECEDENTS.shape),
  label: 'draft',
  next: `A draft takes ${Object.keys(PRECEDENTS.shape).join(', ')}.`,
};

/** POST /api/precedents: past decisions like a draft, or against it. */
export const precedents =
  (deps: AppDeps): Handler =>
  async (c) => {
    const body = must(PRECEDENTS, await bodyOf(c, deps), ABOUT);
    return sendJson(c, await findPrecedents(deps, requestOf(body)));
  };

function requestOf({ kinds, exclude, ...rest }: z.output<typeof PRECEDENTS>): PrecedentsRequest {
  return {
    ...(rest as PrecedentsRequest),
    ...(kinds && { kinds: [...new Set(kinds.map(kindCalled))] }),
    ...(exclude && { exclude: exclude.map(excludedOf) }),
  };
}

const excludedOf = (each: z.output<typeof EXCLUDED>): Excluded =>
  'id' in each ? { kind: kindCalled(each.kind), id: each.id } : (each as Excluded);
