import type { AnyRecord } from '#src/kinds/kind';

/** Whether a field says anything. */
export const isSaid = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  !(Array.isArray(value) && value.length === 0);

/** A record without what is empty. */
export const saidIn = (record: AnyRecord): AnyRecord =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => isSaid(value)));

/** A record as people read it: a line for each field, a field of several lines below its name. */
export const recordText = (record: AnyRecord): string =>
  Object.entries(saidIn(record))
    .map(([name, value]) => fieldText(name, valueText(value)))
    .join('\n');

const fieldText = (name: string, text: string): string =>
  text.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`;

export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  const isWords = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isWords ? value.join(', ') : JSON.stringify(value);
}
