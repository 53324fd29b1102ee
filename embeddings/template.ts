/** What stands before every passage of a section, so that a passage alone says what it is about. */
interface PassageContext {
  readonly title: string;
  /** Name and value of fields worth searching, such as the status. Empty values are left out. */
  readonly context: readonly (readonly [name: string, value: string])[];
  /** Heading path of the section, outermost first. */
  readonly heading: readonly string[];
}

/** Raised when the same record would give another header. */
export const TEMPLATE_VERSION = 2;

/** A list of forty repositories must not drown the passage that it stands before. */
const LONGEST_PART = 200;

/**
 * One line: `Use PostgreSQL | status: accepted | Context > Drivers`.
 * One line always, because `embed` shortens the first line of a passage that is too long. A first
 * heading that repeats the title is left out.
 */
export function passageHeader({ title, context, heading }: PassageContext): string {
  const headline = shorten(title);
  const fields = context
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${name}: ${shorten(value)}`);
  const [first, ...deeper] = heading.map(shorten);
  const path = first === undefined || first === headline ? deeper : [first, ...deeper];
  return [headline, ...fields, path.join(' > ')].filter((part) => part !== '').join(' | ');
}

/** What is embedded, and what a passage's hash is made of. */
export const joinPassage = (header: string, text: string): string =>
  header === '' ? text : `${header}\n${text}`;

/** The two parts of a joined passage; without a line break everything is text. */
export function splitPassage(joined: string): { readonly header: string; readonly text: string } {
  const end = joined.indexOf('\n');
  return { header: joined.slice(0, Math.max(0, end)), text: joined.slice(end + 1) };
}

function shorten(part: string): string {
  const line = part.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST_PART ? `${line.slice(0, LONGEST_PART).trimEnd()}…` : line;
}
