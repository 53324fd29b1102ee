import type { View } from './visit.ts';

/** Strokes of a 20 by 20 drawing. */
const PATHS = {
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.4-1.6L17 17',
  timeline: 'M3 5h7M6 10h9M10 15h7M3 3v14',
  decision: 'M10 3v14M10 5l6 2-6 3M10 9 4 11l6 3',
  document: 'M5 3h7l3 3v11H5ZM12 3v3h3M8 10h4M8 13h4',
  issue: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-10v4m0 2.5v.2',
  task: 'M4 4h12v12H4Zm3 6 2.2 2.2L13.5 8',
  session: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-11v4l3 2',
  kinds: 'M4 4h5v5H4Zm7 0h5v5h-5Zm-7 7h5v5H4Zm7 0h5v5h-5Z',
  dashboard: 'M3 17h14M5.5 14V9M10 14V4M14.5 14V7',
  index:
    'M10 8c3.9 0 6-1.1 6-2.5S13.9 3 10 3 4 4.1 4 5.5 6.1 8 10 8ZM4 5.5v9C4 15.9 6.1 17 10 17s6-1.1 6-2.500v-9M4 10c0 1.4 2.1 2.5 6 2.500s6-1.1 6-2.5',
  transfer: 'M6 3v11M3 11l3 3 3-3M14 17V6M11 9l3-3 3 3',
  api: 'M7 6 3 10l4 4M13 6l4 4-4 4M11.5 4l-3 12',
  sun: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-11v2m0 12v2M2 10h2m12 0h2M4.3 4.300l1.5 1.500m8.4 8.4 1.5 1.500M4.3 15.700l1.5-1.500m8.4-8.4 1.5-1.5',
  moon: 'M16 11.500A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.500Z',
  system: 'M3 4h14v9H3Zm5 13h4m-2-4v4',
  help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8 8.200c0-1.2.9-2 2-2s2 .8 2 1.900c0 1.4-2 1.5-2 3m0 2.200v.2',
  menu: 'M3 6h14M3 10h14M3 14h14',
  out: 'M12 6V4H4v12h8v-2M8 10h9m-3-3 3 3-3 3',
  next: 'm8 5 5 5-5 5',
  close: 'm5 5 10 10M15 5 5 15',
  link: 'M8 12 12 8M9 6l1.5-1.500a3.2 3.2 0 0 1 4.6 4.600L13.5 10.600M11 14l-1.5 1.500a3.2 3.2 0 0 1-4.6-4.600L6.5 9.4',
  down: 'm5 8 5 5 5-5',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words that say the same; what has no words needs a label of its own. */
export const Icon = ({ name }: { readonly name: IconName }): View => (
  <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
