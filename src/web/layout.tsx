import type { Child } from 'hono/jsx';

import { NAVIGATION } from './navigation.ts';
import type { View, Visit } from './visit.ts';
import { HelpDialog } from './help.tsx';
import { Icon } from './icons.tsx';
import { SearchField } from '#web/search/search-field';
import { Menu } from './menu.tsx';

export interface PageProps {
  readonly visit: Visit;
  /** Of the document; the name of the product follows. */
  readonly title: string;
  /** Path of the navigation's item that counts as this page; default: the one of this very path. */
  readonly nav?: string;
  /** Scripts beside those of every page, by their names: `search.js`. */
  readonly scripts?: readonly string[];
  /** What the search field holds; default nothing. */
  readonly query?: string;
  /** Leaves out navigation and search. */
  readonly bare?: boolean;
  readonly children?: Child;
}

export const PRODUCT = 'Workspace memory';

/** A whole page: what is in every one of them, around its own content. */
export const Page = (props: PageProps): View => {
  const { visit, title, scripts = [], bare = false, children } = props;
  return (
    <html lang="en" data-theme={visit.theme}>
      <Head visit={visit} title={title} scripts={scripts} />
      <body class={bare ? 'bare' : 'framed'}>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        {bare ? null : <Masthead {...props} />}
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <HelpDialog />
      </body>
    </html>
  );
};

type HeadProps = Required<Pick<PageProps, 'visit' | 'title' | 'scripts'>>;

const Head = ({ visit: { assets }, title, scripts }: HeadProps): View => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>{title === PRODUCT ? title : `${title} · ${PRODUCT}`}</title>
    <link rel="icon" type="image/svg+xml" href={assets.url('icon.svg')} />
    <link rel="stylesheet" href={assets.url('page.css')} />
    {['shell.js', ...scripts].map((name) => (
      <script type="module" src={assets.url(name)} />
    ))}
  </head>
);

const Masthead = ({ visit, nav, query = '' }: PageProps): View => (
  <header class="masthead">
    <a class="brand" href="/">
      <img src={visit.assets.url('icon.svg')} alt="" width="24" height="24" />
      <span>{PRODUCT}</span>
    </a>
    <SearchField query={query} visit={visit} />
    <details class="menu-fold" id="menu">
      <summary aria-label="Menu">
        <Icon name="menu" />
      </summary>
      <Menu visit={visit} groups={NAVIGATION} current={nav ?? visit.url.pathname} />
    </details>
  </header>
);
