import { setImmediate as others } from 'node:timers/promises';

import type { Audit, IndexJob, RecordRow } from '#src/store/store';

import { headerOf } from './header.ts';
import { wantedPassages } from './plan.ts';

/** Records of one look: some hundred passages. */
const PAGE = 64;

/** A record whose passages are not those of its text, or not all of them, though it is not queued. */
export interface StaleRecord {
  readonly row: RecordRow;
  readonly kind: string;
  readonly id: string;
}

/**
 * Compares the hash of each passage of a space with that of the text at its place: as it was embedded,
 * header included; and looks for text that no passage has. Needs no model. Spaces that were headed otherwise
 * are all stale.
 */
export async function staleRecords(
  store: Pick<Audit, 'indexed'>,
  space: string,
): Promise<readonly StaleRecord[]> {
  const found: StaleRecord[] = [];
  for (let after = 0; ;) {
    const page = await store.indexed(space, after, PAGE);
    const stale = page.filter((job) => !isInStep(job));
    found.push(...stale.map(({ row, head }) => ({ row, kind: head.kind, id: head.id })));
    const last = page.at(-1);
    if (!last) return found;
    after = last.row;
    await others();
  }
}

function isInStep({ head, sections, passages }: IndexJob): boolean {
  const cuts = sections.map((section) => ({
    section,
    header: headerOf(head, section),
    spans: passages.filter((passage) => passage.section === section.section),
  }));
  if (!cuts.every(({ section, spans }) => isCovered(section.text, spans))) return false;
  const stored = new Set(passages.map(placeOf));
  const wanted = wantedPassages(cuts).map(placeOf);
  return wanted.length === stored.size && wanted.every((place) => stored.has(place));
}

/** Whether all but white space lies in a span; spans may overlap. */
function isCovered(text: string, spans: IndexJob['passages']): boolean {
  let reached = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (/\S/.test(text.slice(reached, start))) return false;
    reached = Math.max(reached, end);
  }
  return !/\S/.test(text.slice(reached));
}

const placeOf = ({
  section,
  start,
  end,
  hash,
}: IndexJob['passages'][number] | ReturnType<typeof wantedPassages>[number]) =>
  `${section} ${start} ${end} ${hash}`;
