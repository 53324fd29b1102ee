/** A key as RFC 6901 writes it in a pointer. */
export const pointerToken = (key: string): string =>
  key.replaceAll('~', '~0').replaceAll('/', '~1');
