import type { Hono } from 'hono';

import type { AppDeps } from './deps.ts';
import { toolsFor } from './page.ts';
import type { Routes } from './routes.ts';

export const AGENTS_PATH = '/mcp';

/**
 * POST /mcp: the door for agents, which asks the API as who calls it. There is nothing to GET: no
 * message is ever sent that was not asked for, and no session is kept that could be ended.
 */
export const agentRoutes = (app: Hono, { agents }: Pick<AppDeps, 'agents'>): Routes =>
  agents ? { [AGENTS_PATH]: { POST: (c) => agents.answer(c.req.raw, toolsFor(app, c)) } } : {};
