import type { Child } from 'hono/jsx';

import { kindOf, resolveKind, type KindName } from '#src/kinds/index';
import { toneOf, type Tone } from './tones.ts';
import type { View } from './visit.ts';
import { spoken } from './words.ts';

/** Small pieces that every page is made of. */

export const KindBadge = ({ kind }: { readonly kind: string }): View => (
  <span class="kind">{labelOf(kind)}</span>
);

const labelOf = (kind: string): string => {
  const name: KindName | undefined = resolveKind(kind);
  return name === undefined ? kind : kindOf(name).label;
};

/** A state, a level or the like: its word, and its meaning as a colour. */
export const StatusBadge = ({ status }: { readonly status: string }): View => (
  <span class={`status tone-${toneOf(status)}`}>{spoken(status)}</span>
);

/** A moment as people read it: the day, and all of it on demand. `value`: ISO 8601. */
export const Time = ({ value }: { readonly value: string }): View => (
  <time datetime={value} title={value}>
    {value.slice(0, DAY)}
  </time>
);

/** `YYYY-MM-DD` */
const DAY = 10;

interface NoticeProps {
  readonly tone?: Tone;
  readonly children?: Child;
}

/** Something that one must know about what is shown. */
export const Notice = ({ tone = 'neutral', children }: NoticeProps): View => (
  <p class={`notice tone-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {children}
  </p>
);

interface HeadingProps {
  readonly title: Child;
  /** Above the title, in small letters. */
  readonly eyebrow?: Child;
  /** Beside it: links and buttons. */
  readonly children?: Child;
}

/** What a page is about, and what can be done there. */
export const Heading = ({ title, eyebrow, children }: HeadingProps): View => (
  <header class="heading">
    <div>
      {eyebrow === undefined ? null : <p class="eyebrow">{eyebrow}</p>}
      <h1>{title}</h1>
    </div>
    {children === undefined ? null : <div class="actions">{children}</div>}
  </header>
);

/** That there is nothing, and what to do about it. */
export const Empty = ({ title, children }: Omit<HeadingProps, 'eyebrow'>): View => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    <div class="muted">{children}</div>
  </div>
);

interface ExternalProps {
  readonly href: string;
  readonly children?: Child;
}

/** A link out of this service, where it is one that a browser may safely follow; otherwise its text. */
export const External = ({ href, children }: ExternalProps): View =>
  isWebAddress(href) ? (
    <a href={href} rel="noopener noreferrer" target="_blank">
      {children ?? href}
    </a>
  ) : (
    <span>{children ?? href}</span>
  );

/** `javascript:` and the like are texts, and no links. */
const isWebAddress = (href: string): boolean => /^https?:\/\//i.test(href) && URL.canParse(href);
