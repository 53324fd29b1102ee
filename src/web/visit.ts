import type { Context } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';

import type { Client } from '#src/client';

import type { Assets } from './assets.ts';
import type { StagedUploads } from './transfer/staged-uploads.ts';

/** What a view is made of: text in it is escaped, wherever it comes from. */
export type View = JSX.Element;

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** One request of a browser for a page. */
export interface Visit {
  /** Hono's context: path parameters, headers, raw request. */
  readonly c: Context;
  readonly url: URL;
  /** The service, asked with the credential of whoever visits. */
  readonly client: Client;
  /** Absent: as the system has it. */
  readonly theme: Theme | undefined;
  /** Whether this service asks for a token, so that one can sign in and out. */
  readonly signsIn: boolean;
  readonly assets: Assets;
  /** Files between the preview of their import and its confirmation. */
  readonly uploads: StagedUploads;
}

/** Answers a visit. What it throws becomes a page that says so; `unauthorized` leads to the sign-in. */
export type PageHandler = (visit: Visit) => Promise<Response> | Response;

export interface PageRoute {
  readonly path: string;
  readonly GET?: PageHandler;
  readonly POST?: PageHandler;
}

/** Path and query of the page at hand, to come back to. */
export const addressOf = ({ url }: Visit): string => `${url.pathname}${url.search}`;

/** A whole document, or with `sendPart` a piece that a script puts into one. */
export const sendPage = async (view: View, status = 200): Promise<Response> =>
  htmlOf(`<!doctype html>\n${await textOf(view)}`, status);

export const sendPart = async (view: View, status = 200): Promise<Response> =>
  htmlOf(await textOf(view), status);

/** To be looked at instead, after a form was taken in. */
export const seeOther = (path: string): Response =>
  new Response(null, { status: 303, headers: { Location: path } });

const textOf = async (view: View): Promise<string> => String(await view);

const htmlOf = (text: string, status: number): Response =>
  new Response(text, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'private, no-cache',
      Vary: 'Cookie',
    },
  });
