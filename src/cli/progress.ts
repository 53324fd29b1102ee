import { WriteStream } from 'node:tty';

import { jsonLine, type Io } from './io.ts';

/** How a long step is shown while it runs. */
export interface Progress {
  /** `label` says what is being done: "writing documents". */
  update(label: string, done: number, total: number): void;
  /** The step is over; what follows may be written. */
  end(): void;
}

/** A bar on a terminal, a line of JSON per step for programs, and nothing where neither would be read. */
export async function progressFor(io: Io, asJson: boolean): Promise<Progress> {
  if (asJson) return jsonProgress(io);
  return io.stderr instanceof WriteStream && io.stderr.isTTY ? barProgress(io.stderr) : SILENT;
}

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

async function barProgress(stream: WriteStream): Promise<Progress> {
  const { SingleBar } = (await import('cli-progress')).default;
  const bar = new SingleBar({
    stream,
    format: '{label} {bar} {value}/{total}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
  });
  return {
    update: (label, done, total) => {
      if (!bar.isActive) bar.start(total, done, { label });
      bar.setTotal(total);
      bar.update(done, { label });
    },
    end: () => bar.stop(),
  };
}
