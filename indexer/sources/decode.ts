/** Bytes looked at for a NUL: as many as git looks at. */
const BINARY_PROBE = 8_000;

interface ByteOrderMark {
  readonly bytes: readonly number[];
  readonly encoding: string;
}

const BYTE_ORDER_MARKS: readonly ByteOrderMark[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/**
 * The text in a file, or undefined when it is binary: UTF-8, UTF-16 with a byte order mark, and
 * Latin-1 for what is neither. The mark is gone and lines end in `\n`.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = BYTE_ORDER_MARKS.find((each) => each.bytes.every((byte, at) => bytes[at] === byte));
  if (mark) return withUnixLines(new TextDecoder(mark.encoding).decode(bytes));
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) return undefined;
  return withUnixLines(utf8(bytes) ?? new TextDecoder('latin1').decode(bytes));
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const withUnixLines = (text: string): string =>
  text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
