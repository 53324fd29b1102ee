/** A value as text: a string as it is, nothing where there is nothing, and JSON of anything else. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
