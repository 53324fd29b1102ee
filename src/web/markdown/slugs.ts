/** Gives each heading of a text its anchor, as GitHub names them: `#context-and-problem`, `#context-and-problem-1`. */
export interface Slugs {
  of(heading: string): string;
}

/** Before every anchor that a text makes, so that none of them can be an id of the page itself. */
export const ANCHOR_PREFIX = 'md-';

const NO_SLUG = /[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu;

export function createSlugs(): Slugs {
  const used = new Set<string>();
  const times = new Map<string, number>();
  return {
    of: (heading) => {
      const plain = heading.toLowerCase().trim().replace(NO_SLUG, '').replaceAll(' ', '-');
      const slug = unused(plain || 'section', used, times);
      used.add(slug);
      return slug;
    },
  };
}

function unused(slug: string, used: ReadonlySet<string>, times: Map<string, number>): string {
  if (!used.has(slug)) return slug;
  for (let count = (times.get(slug) ?? 0) + 1; ; count += 1) {
    times.set(slug, count);
    if (!used.has(`${slug}-${count}`)) return `${slug}-${count}`;
  }
}

/** The id of an anchor in the page, and what a link to it ends with. */
export const anchorId = (slug: string): string => `${ANCHOR_PREFIX}${slug.replace(/\s/g, '-')}`;
