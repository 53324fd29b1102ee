import { find } from './dom.ts';

/** Keeps the state of the index live: the service says when it changes, and the page asks for its part anew. */

const live = find('#index-live', HTMLElement);
const failures = find('#index-failures', HTMLElement);

/** Milliseconds between two looks at the most. */
const PACE = 800;

/** Milliseconds until it is tried again, where the service follows enough others already. */
const PATIENCE = 5_000;

let shownAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function follow(address: string): void {
  const events = new EventSource(address);
  events.addEventListener('index', (event: MessageEvent<string>) => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(event.data), Math.max(0, shownAt + PACE - Date.now()));
  });
  events.addEventListener('open', () => live?.classList.add('is-live'));
  events.addEventListener('error', () => {
    live?.classList.remove('is-live');
    // It comes back by itself, unless it was refused.
    if (events.readyState === EventSource.CLOSED) setTimeout(() => follow(address), PATIENCE);
  });
  addEventListener('pagehide', () => events.close());
}

if (live?.dataset['events']) follow(live.dataset['events']);

async function show(data: string): Promise<void> {
  shownAt = Date.now();
  await renew(live, '/part/index');
  const { failed } = JSON.parse(data) as { readonly failed: number };
  if (!failures || failures.dataset['failed'] === String(failed)) return;
  failures.dataset['failed'] = String(failed);
  await renew(failures, '/part/index-failures');
}

/** What the service wrote has every text escaped already. */
async function renew(part: HTMLElement | undefined, address: string): Promise<void> {
  try {
    const response = await fetch(address);
    if (response.redirected) return location.reload();
    if (part && response.ok) part.innerHTML = await response.text();
  } catch {
    live?.classList.remove('is-live');
  }
}
