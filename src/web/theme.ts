import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

import { localPath } from '#src/local-path';

import { formOf, textIn } from './form-body.ts';
import { THEMES, type Theme, type Visit } from './visit.ts';

const COOKIE = 'workspace_theme';
const YEAR = 365 * 24 * 3600;
/** Bytes. */
const LARGEST_FORM = 16 * 1024;

const isTheme = (name: string | null | undefined): name is Theme =>
  (THEMES as readonly unknown[]).includes(name);

/** The theme that this browser has chosen; a page comes in it at once, so that nothing flashes. */
export function themeIn(c: Context): Theme | undefined {
  const chosen = getCookie(c, COOKIE);
  return isTheme(chosen) ? chosen : undefined;
}

/** POST /theme: a form with `theme` (anything else: as the system has it), and where to go on. */
export async function chooseTheme(visit: Visit): Promise<Response> {
  const form = await formOf(visit, LARGEST_FORM);
  const theme = textIn(form, 'theme');
  const maxAge = isTheme(theme) ? YEAR : 0;
  setCookie(visit.c, COOKIE, theme, { path: '/', sameSite: 'Strict', maxAge });
  return visit.c.redirect(localPath(textIn(form, 'next')), 303);
}
