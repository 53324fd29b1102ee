import type { NavigationGroup, NavigationItem } from './navigation.ts';
import { addressOf, THEMES, type View, type Visit } from './visit.ts';
import { Icon, type IconName } from './icons.tsx';

interface MenuProps {
  readonly visit: Visit;
  readonly groups: readonly NavigationGroup[];
  /** Path of the item that is open. */
  readonly current: string;
}

/** Where one can go, how it looks, and the way out. */
export const Menu = ({ visit, groups, current }: MenuProps): View => (
  <div class="menu">
    <nav aria-label="Pages">
      {groups.map(({ label, items }) => (
        <section>
          <h2>{label}</h2>
          <ul>
            {items.map((item) => (
              <MenuItem {...item} current={current} />
            ))}
          </ul>
        </section>
      ))}
    </nav>
    <div class="menu-foot">
      <ThemeChoice visit={visit} />
      <button type="button" class="quiet" data-opens="help" hidden>
        <Icon name="help" />
        <span>
          Keys <kbd>?</kbd>
        </span>
      </button>
      {visit.signsIn ? <SignOut /> : null}
    </div>
  </div>
);

const MenuItem = (item: NavigationItem & { readonly current: string }): View => (
  <li>
    <a href={item.path} aria-current={item.path === item.current ? 'page' : undefined}>
      <Icon name={item.icon} />
      <span>{item.label}</span>
    </a>
  </li>
);

const CHOICES: readonly {
  readonly theme: string;
  readonly label: string;
  readonly icon: IconName;
}[] = [
  { theme: 'system', label: 'As the system', icon: 'system' },
  { theme: THEMES[0], label: 'Light', icon: 'sun' },
  { theme: THEMES[1], label: 'Dark', icon: 'moon' },
];

/** A form, so that it works without a script; with one, nothing is loaded again. */
const ThemeChoice = ({ visit }: { readonly visit: Visit }): View => (
  <form class="themes" method="post" action="/theme" aria-label="Theme">
    <input type="hidden" name="next" value={addressOf(visit)} />
    {CHOICES.map(({ theme, label, icon }) => (
      <button
        name="theme"
        value={theme}
        aria-pressed={theme === (visit.theme ?? 'system') ? 'true' : 'false'}
        aria-label={label}
        title={label}
      >
        <Icon name={icon} />
      </button>
    ))}
  </form>
);

const SignOut = (): View => (
  <form method="post" action="/logout">
    <button class="quiet">
      <Icon name="out" />
      <span>Sign out</span>
    </button>
  </form>
);
