import type { LogLevel } from '#src/config';
import type { Log } from '#src/http/deps';

interface LogOptions {
  readonly level: LogLevel;
  /** Texts that no line may hold, wherever they come from. */
  readonly secrets: readonly string[];
  /** Where lines go; default: stderr. */
  readonly destination?: { write(line: string): void };
}

const HIDDEN = '[redacted]';

/**
 * What has the name or the shape of a secret, however deep in a line of JSON it stands. (pino's own
 * redaction knows paths, not depths, and took twice as long as all else of a line.)
 */
const SHAPES: readonly (readonly [shape: RegExp, shown: string])[] = [
  [
    /("(?:authorization|cookie|set-cookie|token|password)":)(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi,
    `$1"${HIDDEN}"`,
  ],
  [/\b(Bearer|Basic)(\s+|%20)[\w.~+/=-]{16,}/gi, `$1 ${HIDDEN}`],
  [/([?&](?:access_)?(?:token|key|secret|password)=)[^&\s"\\#]+/gi, `$1${HIDDEN}`],
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^/\s"\\@]+@/gi, `$1${HIDDEN}@`],
];

/** Lines of JSON, which pino writes. */
export async function createLog({ level, secrets, destination }: LogOptions): Promise<Log> {
  const { pino } = await import('pino');
  const out = destination ?? pino.destination({ dest: 2, sync: true });
  const hide = hiding(secrets);
  const log: Log = pino({ level }, { write: (line) => void out.write(hide(line)) });
  return log;
}

/** A line without the secrets, as they stand in JSON, and without what looks like one. */
function hiding(secrets: readonly string[]): (line: string) => string {
  const written = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) => {
    const known = written.reduce((text, secret) => text.replaceAll(secret, HIDDEN), line);
    return SHAPES.reduce((text, [shape, shown]) => text.replaceAll(shape, shown), known);
  };
}
