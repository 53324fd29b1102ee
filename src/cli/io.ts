import type { Readable, Writable } from 'node:stream';

/** Where the command writes. `columns` is a terminal's width. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The world as the command sees it. `main.ts` hands in the process's; a test hands in its own. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of standard input, as text. */
  readStdin(): Promise<string>;
  /** Standard input and output as a program's pipes, for a command that talks a protocol over them. */
  pipes?(): { readonly stdin: Readable; readonly stdout: Writable };
  /** Resolves when the user stops the command (Ctrl-C). Until it is called, Ctrl-C ends the process as usual. */
  untilStopped(): Promise<void>;
}

export const line = (output: Output, text = ''): void => {
  output.write(`${text}\n`);
};

/** A value for programs: indented JSON and a newline. */
export const json = (output: Output, value: unknown): void =>
  line(output, JSON.stringify(value, null, 2));

/** A step for programs: one line of JSON. */
export const jsonLine = (output: Output, value: unknown): void =>
  line(output, JSON.stringify(value));
