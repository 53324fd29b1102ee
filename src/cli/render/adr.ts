import type { MadeDecision } from '#src/cli/adr/new';

import type { Style } from './style.ts';
import { oneLine } from './text.ts';

/** The path first, so that an editor can be started with it. */
export const renderMade = (
  { path, linked, next }: MadeDecision,
  { style }: { readonly style: Style },
): string =>
  [
    oneLine(path),
    ...linked.map((each) => style.dim(`changed ${oneLine(each)}`)),
    ...next.map((each) => style.warn(oneLine(each))),
  ].join('\n');
