import { CommanderError } from 'commander';

import { isProblem } from '#src/client/transport';
import { WorkspaceError } from '#src/errors';

import { inCommandWords } from './command-words.ts';
import { EXIT_CODES, exitCodeOf } from './exit-codes.ts';
import { jsonLine, line, type Io } from './io.ts';
import { oneLine } from './render/text.ts';

/** Says what went wrong, on one line of stderr (JSON when the user asked for it), and answers the exit code. */
export function reportFailure(error: unknown, io: Io, asJson: boolean): number {
  if (error instanceof CommanderError) return reportUsage(error, io, asJson);
  const failure = inWords(error instanceof WorkspaceError ? error : unexpected(error));
  if (asJson) jsonLine(io.stderr, problemOf(failure));
  else line(io.stderr, `workspace: ${sentenceOf(failure)}`);
  return exitCodeOf(failure.code);
}

function reportUsage(error: CommanderError, io: Io, asJson: boolean): number {
  // Help and version end commander in this way too; without any command it shows the help as an error.
  if (error.exitCode === 0) return EXIT_CODES.ok;
  if (error.code === 'commander.help') return EXIT_CODES.usage;
  const detail = oneLine(error.message.replace(/^error: /, ''));
  const next = dashed(detail) ?? HELP;
  if (asJson) jsonLine(io.stderr, { code: 'invalid_query', detail, next });
  else line(io.stderr, `workspace: ${asSentence(detail)} ${next}`);
  return EXIT_CODES.usage;
}

const HELP = '`workspace --help` lists the commands, `workspace <command> --help` its options.';

/** `workspace search -daemon` means a word that must not occur, and commander a bundle of options. */
function dashed(detail: string): string | undefined {
  if (detail.includes("missing required argument 'words'"))
    return "A question that begins with a minus goes behind --: `workspace search -- '-kind:task lock'`.";
  const [, word] = /unknown option '(-[^-\s][^']+)'/.exec(detail) ?? [];
  return word === undefined
    ? undefined
    : `To search without that word put -- before it: \`workspace search -- ${word}\`.`;
}

function inWords(error: WorkspaceError): WorkspaceError {
  const { code, message, issues, cause } = error;
  if (error.next === undefined) return error;
  return new WorkspaceError(code, message, { issues, cause, next: inCommandWords(error.next) });
}

/** The service's members where they came over HTTP, otherwise the same. */
const problemOf = (error: WorkspaceError): object =>
  isProblem(error.cause)
    ? { ...error.cause, ...(error.next !== undefined && { next: error.next }) }
    : {
        code: error.code,
        detail: error.message,
        ...(error.next !== undefined && { next: error.next }),
        ...(error.issues.length > 0 && { errors: error.issues }),
      };

function sentenceOf(error: WorkspaceError): string {
  const details = error.issues
    .map((issue) => issue.detail)
    .filter((d) => !error.message.includes(d));
  const faults = details.length > 0 ? `(${details.join('; ')}) ` : '';
  return oneLine(`${asSentence(error.message)} ${faults}${error.next ?? ''}`);
}

const asSentence = (text: string): string => (/[.!?)]$/.test(text) ? text : `${text}.`);

function unexpected(cause: unknown): WorkspaceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new WorkspaceError('internal', `Something unexpected happened: ${reason}`, { cause });
}
