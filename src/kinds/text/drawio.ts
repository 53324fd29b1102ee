import { inflateRawSync } from 'node:zlib';

import { XMLParser } from 'fast-xml-parser';

import { decodeEntities, labelText } from './labels.ts';

/** A page of 20 MB holds some 100,000 shapes; more is a bomb. */
const MAX_INFLATED = 20 * 1024 * 1024;

const COMPRESSED_PAGE = /(<diagram\b[^<>]*>)\s*([A-Za-z0-9+/=\s]+?)\s*(<\/diagram>)/g;

/** A draw.io file with its pages as XML: they may be compressed (deflate of URI-encoded XML, in base64). */
export const inflateDrawio = (source: string): string =>
  source.includes('</diagram>')
    ? source.replace(COMPRESSED_PAGE, (whole: string, ...groups: readonly string[]) => {
        const [opening = '', packed = '', closing = ''] = groups;
        const page = inflate(packed);
        return page === undefined ? whole : `${opening}${page}${closing}`;
      })
    : source;

function inflate(packed: string): string | undefined {
  try {
    const bytes = inflateRawSync(Buffer.from(packed, 'base64'), {
      maxOutputLength: MAX_INFLATED,
    });
    return decodeURIComponent(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Which attribute of an element people read on the drawing. */
const LABEL_ATTRIBUTES: Readonly<Record<string, string>> = {
  diagram: 'name',
  mxCell: 'value',
  object: 'label',
  UserObject: 'label',
};

type XmlNode = Readonly<Record<string, unknown>>;

/** Entities are decoded by hand: the file's own definitions are never expanded. */
const PARSER_OPTIONS = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  parseAttributeValue: false,
};

/** What a draw.io drawing says to people, one label per line: page names and the labels of shapes and arrows. */
export function drawioLabels(source: string): string {
  try {
    const root: unknown = new XMLParser(PARSER_OPTIONS).parse(inflateDrawio(source));
    return labelText(labelsIn(root));
  } catch {
    return '';
  }
}

/** Attributes in document order; a loop, for a file may be nested as deep as it likes. */
function labelsIn(root: unknown): readonly string[] {
  const labels: string[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (Array.isArray(node)) waiting.push(...(node as unknown[]).toReversed());
    else if (isNode(node)) {
      for (const [name, children] of Object.entries(node)) {
        const label = attributeOf(node, LABEL_ATTRIBUTES[name]);
        if (label !== undefined) labels.push(decodeEntities(label));
        if (name !== ':@') waiting.push(children);
      }
    }
  }
  return labels;
}

const isNode = (value: unknown): value is XmlNode => typeof value === 'object' && value !== null;

function attributeOf(node: XmlNode, name: string | undefined): string | undefined {
  const attributes = node[':@'];
  const value = name !== undefined && isNode(attributes) ? attributes[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
