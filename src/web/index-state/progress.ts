import type { IndexReport, ServiceStatus } from '#src/client/types';
import { searchableKinds } from '#src/kinds/index';
import { counted, figure } from '#src/web/words';

/** How far a space is, for a bar and a sentence. */
export interface Progress {
  /** 0..1 */
  readonly share: number;
  readonly sentence: string;
  readonly state: 'done' | 'working' | 'waiting' | 'failed' | 'none';
}

/** Records whose text is to be embedded, as many as there are at most: some have none. */
export const embeddable = ({ records }: Pick<ServiceStatus, 'records'>): number =>
  searchableKinds.reduce((sum, kind) => sum + (records[kind] ?? 0), 0);

type Figures = Pick<IndexReport, 'pending' | 'failed' | 'seconds_left' | 'passages_per_second'>;

/** How far the vectors of a space are in step with so many records. */
export function progressOf(
  { pending, failed, seconds_left: left, passages_per_second: pace }: Figures,
  records: number,
  isWorking: boolean,
): Progress {
  const share = records === 0 ? 1 : Math.max(0, records - pending - failed) / records;
  if (pending > 0 && isWorking) {
    const speed = pace === null ? '' : ` at ${figure(pace)} passages a second`;
    const time = left === null ? '' : `, about ${duration(left)} left`;
    return {
      ...{ share, state: 'working' },
      sentence: `${counted(pending, 'record')} to embed${speed}${time}.`,
    };
  }
  if (pending > 0)
    return {
      ...{ share, state: 'waiting' },
      sentence: `${counted(pending, 'record')} to embed, and nobody does it now. Until then words alone find them.`,
    };
  if (failed > 0)
    return {
      ...{ share, state: 'failed' },
      sentence: `${counted(failed, 'record')} could not be embedded; the others are in step.`,
    };
  if (records === 0) return { share, state: 'none', sentence: 'There is no text to embed yet.' };
  return { share, state: 'done', sentence: 'Everything is embedded and found by its meaning.' };
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** `40 seconds`, `3 minutes`, `2.5 hours` */
export function duration(seconds: number): string {
  if (seconds < 2 * MINUTE) return counted(Math.round(seconds), 'second');
  if (seconds < 2 * HOUR) return counted(Math.round(seconds / MINUTE), 'minute');
  return `${figure(Math.round((seconds / HOUR) * 10) / 10)} hours`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `12.3 MB`; a kB has 1,000 bytes. */
export function size(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${figure(power === 0 ? value : Math.round(value * 10) / 10)} ${UNITS[power] ?? ''}`;
}
