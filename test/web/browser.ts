import { existsSync, readFileSync } from 'node:fs';

import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';

import { listen, type Listener } from '#src/http/listen';
import { packageRoot } from '#src/package-root';
import { createWeb } from '#src/web/web';

import { createHarness, type Harness } from '#test/http/harness';

/** Where browsers are usually installed; CHROMIUM_PATH comes first. */
const PATHS = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const browserPath = PATHS.find((path) => path !== undefined && existsSync(path));

/** A suite in a real browser; skipped, with its reason, where there is none. */
export function describeInBrowser(name: string, suite: () => void): void {
  describe(name, () => {
    beforeEach(({ skip }) =>
      skip(browserPath === undefined, 'no Chromium here; install one, or set CHROMIUM_PATH'),
    );
    suite();
  });
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What no page may ever cause: errors of scripts, dialogs, and breaches of the content security policy. */
  readonly faults: readonly string[];
}

export interface Site extends Harness {
  url(): string;
  /** A new browser profile with a page open at a path. */
  visit(path: string, options?: VisitOptions): Promise<Visitor>;
}

interface VisitOptions {
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/** The service over a new database, listening on this machine, with a browser; both go with the suite. */
export function openSite({ token }: { readonly token?: string } = {}): Site {
  const page = createWeb({ root: packageRoot(), signsIn: token !== undefined });
  const harness = createHarness({ page, ...(token !== undefined && { token }) });
  let listener: Listener | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (browserPath === undefined) return;
    listener = await listen(harness.app, { host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await listener?.close();
  });
  const url = (): string => listener?.url ?? '';
  return {
    ...harness,
    url,
    visit: async (path, options = {}) => {
      if (!browser) throw new Error('The browser is not open yet.');
      return open(browser, url() + path, options);
    },
  };
}

async function open(
  browser: Browser,
  address: string,
  { width = 1280, theme = 'light', javaScriptEnabled = true }: VisitOptions,
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    javaScriptEnabled,
  });
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto(address);
  return { page, context, faults };
}

function faultsOf(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/content security policy|refused to/i.test(message.text())) faults.push(message.text());
  });
  return faults;
}

/** Says which rules of WCAG A and AA a page breaks, and where. */
export async function expectAccessible({ page }: Pick<Visitor, 'page'>): Promise<void> {
  const axe = `${packageRoot()}/node_modules/axe-core/axe.min.js`;
  // Into the page's world past its policy, which would refuse another script.
  await page.evaluate(readFileSync(axe, 'utf8'));
  const found = await page.evaluate(
    'axe.run().then((r) => r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" | ")}`))',
  );
  expect(found).toEqual([]);
}

/** Nothing is wider than the window. */
export async function expectToFit({ page }: Pick<Visitor, 'page'>): Promise<void> {
  const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  expect(await page.evaluate(over)).toBe(0);
}
