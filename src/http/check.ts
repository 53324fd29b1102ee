import { z } from 'zod';

import { check } from '#src/operations/check';
import type { CheckRequest } from '#src/operations/check-types';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const LONGEST_NAME = 2_000;
const LONGEST_TEXT = 5_000_000;
const MOST_DRAFTS = 200;
const MOST_BESIDE = 10_000;
const MOST_REFERENCES = 1_000;
const MOST = 50;

const name = () => z.string().min(1).max(LONGEST_NAME);
const references = () => z.array(z.string().max(LONGEST_NAME)).max(MOST_REFERENCES).nullish();

const FILE = {
  repo: name(),
  path: name(),
  title: name(),
  status: z.string().max(LONGEST_NAME).nullish(),
  date: z.string().max(LONGEST_NAME).nullish(),
  number: z.string().max(LONGEST_NAME).nullish(),
  supersedes: references(),
  superseded_by: references(),
  url: z.string().max(LONGEST_NAME).nullish(),
};

export const CHECK = z.strictObject({
  drafts: z
    .array(z.strictObject({ ...FILE, content: z.string().max(LONGEST_TEXT) }))
    .max(MOST_DRAFTS),
  beside: z
    .array(z.strictObject(FILE))
    .max(MOST_BESIDE)
    .optional()
    .describe('All other decisions of their folders, for what is stored of these.'),
  gone: z
    .array(z.strictObject({ repo: FILE.repo, path: FILE.path }))
    .max(MOST_BESIDE)
    .optional()
    .describe('Files that are removed, or get another path.'),
  limit: z.int().min(1).max(MOST).optional(),
});

const ABOUT = {
  pointer: '',
  known: Object.keys(CHECK.shape),
  label: 'check',
  next: `A check takes ${Object.keys(CHECK.shape).join(', ')}; a draft takes ${Object.keys(FILE).join(', ')} and content.`,
};

/** POST /api/check: what is wrong with files that are about to be committed, and what was decided before. The texts travel in the request. */
export const checkFiles =
  (deps: AppDeps): Handler =>
  async (c) => {
    const body = must(CHECK, await bodyOf(c, deps), ABOUT);
    return sendJson(c, await check(deps, body as CheckRequest));
  };
