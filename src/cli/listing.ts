import type { KindDescription, ListOptions } from '#src/client/types';

import type { Io } from './io.ts';
import { kindNamed } from './kinds.ts';
import { columnsOf, renderPage } from './render/records.ts';
import type { Session } from './session.ts';

/** Answers with a page of a kind's records: a table for people, of the fields that are asked for or usual. */
export async function showList(session: Session, kind: string, query: ListOptions): Promise<void> {
  const kinds = session.asJson ? [] : await session.client.kinds();
  const known = kindNamed(kinds, kind);
  // A kind that is not known is the service's to refuse.
  if (!known) return session.answer(await session.client.list(kind, query), String);
  const columns = columnsOf(known, query.fields);
  const page = await session.client.list(kind, { ...query, fields: columns });
  const { style, io } = session;
  session.say(renderPage(page, known, { style, tableWidth: tableWidth(io), columns }));
  const twin = kindNamed(kinds, kind.replace(/s$/, ''));
  if (twin && twin !== known) session.say(style.dim(twinNote(twin)));
}

/** `tasks` is the name of a kind, and reads like the plural of another's short name. */
const twinNote = ({ name, short: [short = name] }: KindDescription): string =>
  `${name} is another kind: \`workspace list ${short}\`.`;

/** A terminal's width; a file and the next command of a pipe get every text whole. */
export const tableWidth = ({ stdout }: Pick<Io, 'stdout'>): number =>
  stdout.isTTY ? (stdout.columns ?? 80) : Infinity;
