import type { InputFor } from '#src/client/types';

import { numbers } from './records.ts';
import type { Text } from './text.ts';

/** Sections of a document; each is one passage, for it is below the size at which a section is cut. */
const SECTIONS = 10;
/** UTF-16 units of a section, about: with the title and the headings before it some 120 tokens. */
const LENGTH = 440;

export interface PassageDocuments {
  readonly documents: number;
  /** The same document for the same index, whatever was made before it. */
  document(index: number): InputFor<'documents'>;
}

/** Documents with so many passages of about 120 tokens, of real sentences put together anew. */
export function passageDocuments(passages: number, text: Text): PassageDocuments {
  return {
    documents: Math.ceil(passages / SECTIONS),
    document: (index) => {
      const random = numbers(20_251_121 + index);
      const pick = (from: readonly string[]): string =>
        from[Math.floor(random() * from.length)] ?? '';
      const section = (_: unknown, at: number): string =>
        `## ${pick(text.titles)} ${String(at)}\n\n${prose(() => pick(text.sentences))}\n`;
      return {
        title: pick(text.titles),
        doc_type: 'adr',
        repo: `repo-${String(index % 7)}`,
        path: `${String(index)}/decision.md`,
        status: 'accepted',
        date: '2025-11-21',
        content: Array.from({ length: SECTIONS }, section).join('\n'),
      };
    },
  };
}

function prose(sentence: () => string): string {
  let prose = sentence();
  while (prose.length < LENGTH - 60) prose += ` ${sentence()}`;
  return prose;
}
