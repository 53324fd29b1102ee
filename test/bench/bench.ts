import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDataset, type Dataset } from './dataset.ts';
import type { Report } from './report.ts';
import { readText, type Text } from './text.ts';

/** What the parts share. */
export interface Bench {
  readonly quick: boolean;
  /** Of the throughput part; by default some seconds' worth. */
  readonly passages?: number | undefined;
  /** Passages at which other engines are compared. */
  readonly sizes: readonly number[];
  /** A folder in which they are installed already; absent: they are installed into the temporary folder. */
  readonly rivals?: string;
  /** A temporary folder; removed at the end. */
  readonly folder: string;
  readonly text: Text;
  /** A served database with so many records, made when it is first asked for. */
  dataset(size: number): Promise<Dataset>;
  close(): Promise<void>;
}

export interface Part {
  readonly name: string;
  /** Of a long part each report when it is there. */
  run(bench: Bench): Promise<readonly Report[]> | AsyncIterable<Report>;
}

export type BenchOptions = Pick<Bench, 'quick' | 'sizes' | 'rivals' | 'passages'>;

export function openBench(options: BenchOptions): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const datasets = new Map<number, Promise<Dataset>>();
  const text = readText();
  return {
    ...options,
    folder,
    text,
    dataset: (size) => {
      const known = datasets.get(size) ?? openDataset({ size, folder, text });
      datasets.set(size, known);
      return known;
    },
    close: async () => {
      for (const dataset of await Promise.allSettled(datasets.values()))
        if (dataset.status === 'fulfilled') await dataset.value.close();
      remove();
    },
  };
}
