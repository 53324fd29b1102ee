import { find } from './dom.ts';

/** Filters what is on a page of the reference by words, each of which must be there. */

const input = find('[data-filter]', HTMLInputElement);
const none = find('[data-none]', HTMLElement);
const operations = [...document.querySelectorAll<HTMLElement>('[data-operation]')];
const entries = [...document.querySelectorAll<HTMLElement>('[data-entry]')];

function show(words: readonly string[]): void {
  const shown = new Set<string>();
  for (const operation of operations) {
    const text = operation.dataset['operation'] ?? '';
    operation.hidden = !words.every((word) => text.includes(word));
    if (!operation.hidden) shown.add(operation.id);
  }
  for (const entry of entries) entry.hidden = !shown.has(entry.dataset['entry'] ?? '');
  for (const group of document.querySelectorAll<HTMLElement>('[data-group], [data-section]'))
    group.hidden = !group.querySelector(
      '[data-entry]:not([hidden]), [data-operation]:not([hidden])',
    );
  if (none) none.hidden = shown.size > 0;
}

if (input) {
  const label = input.closest('label');
  if (label) label.hidden = false;
  input.addEventListener('input', () =>
    show(input.value.toLowerCase().split(/\s+/).filter(Boolean)),
  );
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    input.value = '';
    show([]);
  });
}
