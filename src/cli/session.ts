import type { Command } from 'commander';

import type { Client } from '#src/client';

import { connect, type Access, type Connection, type GlobalOptions } from './connection.ts';
import { json, line, type Io } from './io.ts';
import { lineWidth, styleFor, type Style } from './render/style.ts';

/** What a command works with while it runs. */
export interface Session {
  readonly io: Io;
  readonly asJson: boolean;
  readonly style: Style;
  /** Cells of a line of prose. */
  readonly width: number;
  readonly client: Client;
  readonly connection: Connection;
  /** Writes a line for people. */
  say(text?: string): void;
  /** Answers with JSON or, for people, with text. */
  answer(value: unknown, text: () => string): void;
}

/** Of commands that do not need a database to be there, by their names with those above them (`session start`). */
const ACCESS: Readonly<Record<string, Access>> = {
  add: 'write',
  index: 'write',
  'sources add': 'write',
  kinds: 'none',
  'adr new': 'none',
  check: 'any',
  'model list': 'any',
  'session start': 'write',
  'queue add': 'write',
  'drift record': 'write',
  'config snapshot': 'write',
};

const pathOf = (command: Command): string =>
  command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

/**
 * A command's action: connects, works with the command's arguments and options, and closes
 * whatever happens. `access` outranks the table of commands. `A` is a tuple of the arguments in order, a list for a variadic one.
 */
export function inSession<A extends readonly unknown[], O extends object>(
  io: Io,
  work: (session: Session, args: A, options: O) => Promise<void>,
  access?: Access,
): (...given: unknown[]) => Promise<void> {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const globals = command.optsWithGlobals<GlobalOptions>();
    const connection = await connect(globals, io, access ?? ACCESS[pathOf(command)] ?? 'existing');
    try {
      const session = sessionOf(io, connection, globals.json === true);
      await work(session, command.processedArgs as unknown as A, command.opts<O>());
    } finally {
      await connection.close();
    }
  };
}

export function sessionOf(io: Io, connection: Connection, asJson: boolean): Session {
  const say = (text?: string): void => line(io.stdout, text);
  return {
    io,
    asJson,
    style: styleFor(io, io.stdout),
    width: lineWidth(io.stdout),
    client: connection.client,
    connection,
    say,
    answer: (value, text) => (asJson ? json(io.stdout, value) : say(text())),
  };
}
