import { setImmediate as others } from 'node:timers/promises';

import type { Coverage, SpannedSection } from '#src/store/coverage';

import type { TextCoverage } from './model-types.ts';

/** Sections of one look: some hundred kilobytes of text. */
const PAGE = 200;

/**
 * How much of what is stored can be found by meaning. What waits or failed is missing, and so would be
 * text that a passage had left out. It reads all text (about 0.1 s for 10 MB), and lets others in between.
 */
export async function coverageOf(store: Coverage): Promise<TextCoverage> {
  let [stored, embedded, after] = [0, 0, 0];
  for (;;) {
    const page = await store.spannedSections(after, PAGE);
    for (const section of page) {
      stored += inkIn(section.text);
      embedded += inkIn(coveredText(section));
    }
    if (page.length < PAGE)
      return { stored, embedded, share: stored === 0 ? 1 : embedded / stored };
    after = page.at(-1)?.section ?? after;
    await others();
  }
}

/** Characters that are not white space: passages begin and end with one. */
const inkIn = (text: string): number => text.replace(/\s+/g, '').length;

/** What at least one passage has; passages may overlap. */
function coveredText({ text, spans }: SpannedSection): string {
  let [covered, reached] = ['', 0];
  for (const { start, end } of spans) {
    covered += text.slice(Math.max(start, reached), Math.max(end, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}
