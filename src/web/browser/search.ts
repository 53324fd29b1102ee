import { find } from './dom.ts';

/**
 * Results as they are typed: by words at once, and by words and meaning when that arrives.
 * Without this script the form asks the same.
 */

const form = find('[data-search]', HTMLFormElement);
const input = find('[data-search] input[type=search]', HTMLInputElement);
const results = find('#results', HTMLElement);
const fault = find('#results-fault', HTMLElement);

/** Milliseconds without a key before it is asked. */
const PAUSE = 90;

let running = new AbortController();
let timer: ReturnType<typeof setTimeout> | undefined;

input?.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => void follow(), PAUSE);
});

form?.addEventListener('submit', () => {
  clearTimeout(timer);
  running.abort();
});

/** Asks what the field says; whatever an earlier question still brings comes too late. */
async function follow(): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const asked = parametersOf();
  history.replaceState(null, '', asked.size === 0 ? '/' : `/?${asked.toString()}`);
  if (asked.size === 0) return location.reload();
  results?.setAttribute('aria-busy', 'true');
  const mode = asked.get('mode');
  const whole = ask(asked, signal);
  const isSettled = { now: false };
  if (mode === null) void quick(asked, signal, isSettled);
  const html = await whole;
  isSettled.now = true;
  if (html !== undefined) show(html, signal);
  if (signal.aborted) return;
  if (fault) fault.hidden = html !== undefined;
  results?.removeAttribute('aria-busy');
}

/** By words alone, which needs no model; of no use once the whole answer is there. */
async function quick(
  asked: URLSearchParams,
  signal: AbortSignal,
  isSettled: { readonly now: boolean },
): Promise<void> {
  const html = await ask(new URLSearchParams([...asked, ['quick', 'true']]), signal);
  if (html !== undefined && !isSettled.now) show(html, signal);
}

function parametersOf(): URLSearchParams {
  const given = form ? [...new FormData(form)] : [];
  const asked = given.flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [[name, value]] : [],
  );
  const parameters = new URLSearchParams(asked);
  if (parameters.has('q')) parameters.set('prefix', 'true');
  return parameters;
}

/** Undefined when it was given up, or the service is gone. */
async function ask(parameters: URLSearchParams, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(`/part/search?${parameters.toString()}`, { signal });
    if (response.redirected) location.reload();
    return await response.text();
  } catch {
    return undefined;
  }
}

function show(html: string, signal: AbortSignal): void {
  if (signal.aborted || !results) return;
  results.innerHTML = html;
  const said = find('#results-said', HTMLElement);
  if (said) said.textContent = find('h1', HTMLElement, results)?.textContent ?? '';
  document.title = `${input?.value.trim() ?? ''} · Workspace memory`;
}

const hits = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('#results [data-hit]'),
];

/** Steps from the field through the hits and back. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener('keydown', (event) => {
  const step = STEPS[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return;
  const all = hits();
  const at = all.findIndex((hit) => hit === document.activeElement);
  const isOutside =
    at < 0 && document.activeElement !== input && document.activeElement !== document.body;
  if (isOutside || all.length === 0) return;
  event.preventDefault();
  const next = at + step;
  if (next < 0) input?.focus();
  else all[Math.min(next, all.length - 1)]?.focus();
});

document.addEventListener('keydown', (event) => {
  const isHit = document.activeElement?.matches('[data-hit]') ?? false;
  if (event.key === 'Escape' && isHit) input?.focus();
});

if (input && input.value === '' && location.pathname === '/') input.focus();
