import { find } from './dom.ts';

/**
 * In a list: a state is saved as soon as another one is chosen, and the filters fold away where
 * there is little room. Without this script the buttons do the same.
 */

/** What became of a choice. */
interface Outcome {
  readonly ok: boolean;
  readonly sentence: string;
  /** The state that holds now, and its colour. */
  readonly value?: string;
  readonly tone?: string;
}

for (const form of document.querySelectorAll<HTMLFormElement>('[data-state-form]')) {
  const select = find('select', HTMLSelectElement, form);
  const button = find('button', HTMLElement, form);
  if (!select || !button) continue;
  button.hidden = true;
  // One after the other: each must know what the one before has left.
  let last = Promise.resolve();
  select.addEventListener('change', () => {
    const wanted = select.value;
    last = last.then(() => save(form, select, wanted));
  });
}

async function save(
  form: HTMLFormElement,
  select: HTMLSelectElement,
  wanted: string,
): Promise<void> {
  form.setAttribute('aria-busy', 'true');
  const outcome = await sent(form, wanted);
  form.removeAttribute('aria-busy');
  form.classList.toggle('lost', !outcome.ok);
  const was = find('input[name=was]', HTMLInputElement, form);
  if (was && outcome.value !== undefined) was.value = outcome.value;
  if (outcome.value !== undefined && select.value === wanted) choose(select, outcome.value);
  if (outcome.tone !== undefined) select.className = `state tone-${outcome.tone}`;
  const said = find('output', HTMLElement, form);
  if (said) said.textContent = outcome.ok ? 'Saved' : outcome.sentence;
}

/** What the service made of it; whoever is signed out, or alone, is told so. */
async function sent(form: HTMLFormElement, wanted: string): Promise<Outcome> {
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string') body.append(name, name === 'value' ? wanted : value);
    const headers = { accept: 'application/json' };
    const response = await fetch(form.action, { method: 'POST', body, headers });
    if ((response.headers.get('content-type') ?? '').includes('json'))
      return (await response.json()) as Outcome;
    return { ok: false, sentence: 'This was not saved: load the page again.' };
  } catch {
    return { ok: false, sentence: 'This was not saved: the service does not answer.' };
  }
}

/** Another one may have brought a state that was not among the choices. */
function choose(select: HTMLSelectElement, value: string): void {
  if (![...select.options].some((option) => option.value === value))
    select.add(new Option(value.replaceAll('_', ' '), value));
  select.value = value;
}

const fold = find('.filter-fold', HTMLDetailsElement);
if (fold && matchMedia('(width < 60rem)').matches) fold.open = false;

const rows = [...document.querySelectorAll<HTMLAnchorElement>('[data-results] [data-result]')];

document.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const { target } = event;
  const isElsewhere = target !== document.body && !(target instanceof HTMLAnchorElement);
  if (isElsewhere || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = rows.findIndex((row) => row === document.activeElement);
  if (at < 0 && target !== document.body) return;
  const next = rows[event.key === 'ArrowDown' ? at + 1 : Math.max(0, at - 1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
