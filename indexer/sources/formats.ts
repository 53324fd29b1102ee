import { extname } from 'node:path/posix';

import type { DocFormat } from '#src/kinds/vocabulary';

/**
 * Extensions that are read, in lower case. `.txt` is not among them: in repositories it is
 * mostly data for programs (requirements.txt, CMakeLists.txt, robots.txt, licences).
 */
export const FORMAT_BY_EXTENSION: Readonly<Record<string, DocFormat>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.mdx': 'markdown',
  '.rst': 'rst',
  '.adoc': 'asciidoc',
  '.asciidoc': 'asciidoc',
  '.mmd': 'mermaid',
  '.mermaid': 'mermaid',
  '.puml': 'plantuml',
  '.plantuml': 'plantuml',
  '.drawio': 'drawio',
};

const DIAGRAM_FORMATS: readonly DocFormat[] = ['mermaid', 'plantuml', 'drawio'];

/** The format of a file by its name, or undefined when it is not read. */
export const formatOf = (path: string): DocFormat | undefined =>
  FORMAT_BY_EXTENSION[extname(path).toLowerCase()];

export const isDiagram = (format: DocFormat): boolean => DIAGRAM_FORMATS.includes(format);
