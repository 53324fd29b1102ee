import { isProblem } from '#src/client/transport';
import { WorkspaceError } from '#src/errors';
import { addressOf, seeOther, sendPage, type View, type Visit } from './visit.ts';
import { Page } from './layout.tsx';

interface Told {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly next?: string | undefined;
}

/** What went wrong, as a page; without an error, that there is nothing here. */
export async function problemPage(visit: Visit, error?: Error): Promise<Response> {
  if (error instanceof WorkspaceError && error.code === 'unauthorized')
    return seeOther(`/login?next=${encodeURIComponent(addressOf(visit))}`);
  const told = error === undefined ? nothingHere(visit) : toldOf(error);
  return sendPage(<Problem visit={visit} {...told} />, told.status);
}

const nothingHere = ({ url }: Visit): Told => ({
  status: 404,
  title: 'Nothing is here',
  detail: `No page has the address ${url.pathname.slice(0, 200)}.`,
});

/** The service has said what it is; what nobody expected says nothing of its inside. */
function toldOf(error: Error): Told {
  if (!(error instanceof WorkspaceError))
    return {
      status: 500,
      title: 'Something unexpected happened',
      detail: 'This page could not be made.',
      next: 'Look into the log of the server.',
    };
  const { cause, message: detail, next } = error;
  const problem = isProblem(cause) ? cause : undefined;
  return {
    status: problem?.status ?? 500,
    title: problem?.title ?? 'This is not possible',
    ...{ detail, next },
  };
}

const Problem = ({
  visit,
  status,
  title,
  detail,
  next,
}: Told & { readonly visit: Visit }): View => (
  <Page visit={visit} title={title}>
    <section class="problem">
      <p class="eyebrow">{status}</p>
      <h1>{title}</h1>
      <p>{detail}</p>
      {next === undefined ? null : <p class="muted">{next}</p>}
      <p>
        <a href="/">Go to the search</a>
      </p>
    </section>
  </Page>
);
