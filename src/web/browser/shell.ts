import { find, isTyping } from './dom.ts';

/** What every page does with a script: keys, the theme at once, and a menu that closes. */

const searchInput = find('[data-search] input[type=search]', HTMLInputElement);
const help = find('#help', HTMLDialogElement);
const menu = find('#menu', HTMLDetailsElement);

const KEYS: Readonly<Record<string, () => void>> = {
  '/': () => searchInput?.select(),
  '?': () => help?.showModal(),
};

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && menu?.open && isNarrow()) return closeMenu();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const does = help?.open ? undefined : KEYS[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

searchInput?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || searchInput.value !== '') return;
  searchInput.blur();
});

for (const opener of document.querySelectorAll<HTMLElement>('[data-opens]')) {
  opener.hidden = false;
  opener.addEventListener('click', () => {
    find(`#${opener.dataset['opens'] ?? ''}`, HTMLDialogElement)?.showModal();
  });
}

function closeMenu(): void {
  if (!menu) return;
  menu.open = false;
  find('summary', HTMLElement, menu)?.focus();
}

/** Wide enough, the menu stands beside the page; a style says so. */
const isNarrow = (): boolean =>
  menu !== undefined && getComputedStyle(menu).getPropertyValue('--fold').trim() === 'yes';

document.addEventListener('click', ({ target }) => {
  if (menu?.open && isNarrow() && target instanceof Node && !menu.contains(target))
    menu.open = false;
});

const themes = find('.themes', HTMLFormElement);
themes?.addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.submitter instanceof HTMLButtonElement) choose(event.submitter.value);
});

/** As the form of it would, without loading the page again. */
function choose(theme: string): void {
  const isChosen = theme !== 'system';
  const age = isChosen ? 365 * 24 * 3600 : 0;
  document.cookie = `workspace_theme=${theme}; Path=/; SameSite=Strict; Max-Age=${age}`;
  if (isChosen) document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
  for (const button of themes?.querySelectorAll('button') ?? [])
    button.setAttribute('aria-pressed', String(button.value === theme));
}
