import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { configOf, inProcess, type GlobalOptions } from '#src/cli/connection';
import { reportFailure } from '#src/cli/failure';
import { indexFolders } from '#src/cli/indexing';
import { line, type Io } from '#src/cli/io';
import { renderHits } from '#src/cli/render/hits';
import { count } from '#src/cli/render/text';
import { openServer, serveUntilStopped } from '#src/cli/serving';
import { sessionOf, type Session } from '#src/cli/session';
import type { Config } from '#src/config';
import { WorkspaceError } from '#src/errors';
import { commandName, packageRoot } from '#src/package-root';
import type { Service } from '#src/service';

import { QUESTIONS, type Question } from './questions.ts';
import { loadSample } from './sample-workspace.ts';

export interface DemoOptions extends GlobalOptions {
  readonly port?: string;
  readonly serve: boolean;
}

/** Never the database of the environment: a sample does not belong between real records. */
const DATABASE = 'data/demo.db';
const REPO = 'workspace-memory';

/** A sample is neither exported nor backed up, and who looks at it does not ask what is slow. */
const OF_A_SAMPLE = { EXPORT_EVERY: '', BACKUP_EVERY: '', SLOW_QUERY_MS: '0' };

/** Loads the sample, indexes this project's ADRs, asks three questions, and serves the answers. */
export async function runDemo({ db, port, serve }: DemoOptions, io: Io): Promise<void> {
  const config = await configOf(io, { ...OF_A_SAMPLE, DATABASE_URL: db ?? DATABASE, PORT: port });
  const service = await openServer(config);
  try {
    const session = sessionOf(io, inProcess(service, { token: config.token }), false);
    await fill(session, config);
    for (const question of QUESTIONS) await show(session, question, config);
    if (serve) await serveSomewhere(service, config, { io, isFixed: port !== undefined });
  } finally {
    await service.close();
  }
}

async function fill(session: Session, { database }: Config): Promise<void> {
  session.say(session.style.strong(`A sample workspace in ${database}`));
  session.say(
    `${count(await loadSample(session.client), 'record')} of three invented repositories`,
  );
  const folders = [join(packageRoot(), 'docs', 'decisions')].filter(existsSync);
  const { faults } = await indexFolders(session, {
    folders: folders.map((path) => ({ path, repo: REPO })),
    wait: true,
    remember: false,
  });
  for (const fault of faults) reportFailure(fault, session.io, session.asJson);
}

async function show(session: Session, question: Question, { database }: Config): Promise<void> {
  const { style, client } = session;
  const [found, kinds] = await Promise.all([question.ask(client), client.kinds()]);
  session.say(`\n${style.strong(`── ${question.about}`)}`);
  session.say(style.dim(`$ ${commandName()} --db ${database} ${question.command}\n`));
  session.say(renderHits({ ...found, next_cursor: null }, { ...session, kinds }));
}

interface Place {
  readonly io: Io;
  /** The port was asked for, and no other will do. */
  readonly isFixed: boolean;
}

async function serveSomewhere(service: Service, config: Config, place: Place): Promise<void> {
  line(place.io.stdout);
  try {
    await serveUntilStopped(service, config, place.io);
  } catch (error) {
    if (place.isFixed || !isTaken(error)) throw error;
    line(place.io.stdout, `Port ${config.port} is taken; another one is used.`);
    await serveUntilStopped(service, { ...config, port: 0 }, place.io);
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof WorkspaceError &&
  (error.cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
