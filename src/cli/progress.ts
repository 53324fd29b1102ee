import { WriteStream } from 'node:tty';

import { jsonLine, type Io } from './io.ts';
import { bytes } from './render/text.ts';

/** How a long step is shown while it runs. */
export interface Progress {
  /** `label` says what is being done: "writing documents". */
  update(label: string, done: number, total: number): void;
  /** The step is over; what follows may be written. */
  end(): void;
}

/** A bar on a terminal, a line of JSON per step for programs, and nothing where neither would be read. */
export async function progressFor(
  io: Io,
  asJson: boolean,
  unit: Unit = 'pieces',
): Promise<Progress> {
  if (asJson) return jsonProgress(io);
  const { stderr } = io;
  return stderr instanceof WriteStream && stderr.isTTY ? barProgress(stderr, unit) : SILENT;
}

/** What is counted. Of bytes the rate is shown as well. */
type Unit = 'pieces' | 'bytes';

const SHOWN: Readonly<Record<Unit, (done: number, total: number, rate: number) => string>> = {
  pieces: (done, total) => `${String(done)}/${String(total)}`,
  bytes: (done, total, rate) => `${bytes(done)} of ${bytes(total)}, ${bytes(rate)}/s`,
};

const SILENT: Progress = { update: () => {}, end: () => {} };

/** Milliseconds between two lines about one step; its last one is always written. */
const PAUSE = 1_000;

function jsonProgress({ stdout }: Io): Progress {
  let next = 0;
  return {
    update: (step, done, total) => {
      if (done < total && Date.now() < next) return;
      next = Date.now() + PAUSE;
      jsonLine(stdout, { step, done, total });
    },
    end: () => {
      next = 0;
    },
  };
}

async function barProgress(stream: WriteStream, unit: Unit): Promise<Progress> {
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    stream,
    format: '{label} {bar} {shown}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
  });
  let [current, since, before] = ['', 0, 0];
  return {
    update: (label, done, total) => {
      if (label !== current) [current, since, before] = [label, Date.now(), done];
      const seconds = Math.max(100, Date.now() - since) / 1_000;
      const shown = SHOWN[unit](done, total, (done - before) / seconds);
      if (!bar.isActive) bar.start(total, done, { label, shown });
      bar.setTotal(total);
      bar.update(done, { label, shown });
    },
    end: () => bar.stop(),
  };
}
