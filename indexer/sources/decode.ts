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
 * The text in a file, or undefined when it is binary: UTF-8, UTF-16, and Latin-1 for what is
 * neither. A byte order mark is gone and lines end in `\n`.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = BYTE_ORDER_MARKS.find((each) => each.bytes.every((byte, at) => bytes[at] === byte));
  if (mark) return withUnixLines(new TextDecoder(mark.encoding).decode(bytes));
  const probe = bytes.subarray(0, BINARY_PROBE);
  if (probe.includes(0)) return unmarked(bytes, encodingOfNuls(probe));
  return withUnixLines(utf8(bytes) ?? new TextDecoder('latin1').decode(bytes));
}

/** Of the characters, those that must be Latin before a file without a mark counts as UTF-16. */
const LATIN_SHARE = 0.6;

/** In UTF-16 the half of a Latin character that is NUL is always the same one; in data it is either. */
function encodingOfNuls(probe: Uint8Array): string | undefined {
  const nuls = [0, 0];
  probe.forEach((byte, at) => (nuls[at % 2] = (nuls[at % 2] ?? 0) + Number(byte === 0)));
  const [even = 0, odd = 0] = nuls;
  if (Math.max(even, odd) < (probe.length / 2) * LATIN_SHARE || Math.min(even, odd) > 0)
    return undefined;
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

/** What no text holds. */
const CONTROL = /[\u0000-\u0008\u000e-\u001f]/;

function unmarked(bytes: Uint8Array, encoding: string | undefined): string | undefined {
  if (encoding === undefined || bytes.length % 2 > 0) return undefined;
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return CONTROL.test(text) ? undefined : withUnixLines(text);
  } catch {
    return undefined;
  }
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
