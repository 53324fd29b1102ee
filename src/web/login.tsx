import { localPath } from '#src/local-path';
import { sendPage, type View, type Visit } from './visit.ts';
import { Page, PRODUCT } from './layout.tsx';
import { Notice } from './parts.tsx';

/** GET /login: the form that exchanges the token for a cookie. */
export const loginPage = (visit: Visit): Promise<Response> => sendPage(<Login visit={visit} />);

const Login = ({ visit }: { readonly visit: Visit }): View => {
  const { searchParams } = visit.url;
  return (
    <Page visit={visit} title="Sign in" bare>
      <section class="gate">
        <img src={visit.assets.url('icon.svg')} alt="" width="48" height="48" />
        <h1>{PRODUCT}</h1>
        <p class="muted">
          Sign in with the token of this service. This browser keeps a key of its own for a week,
          never the token.
        </p>
        {searchParams.has('failed') ? <Notice tone="bad">The token is wrong.</Notice> : null}
        <form method="post" action="/login" class="stack">
          <input type="hidden" name="next" value={localPath(searchParams.get('next'))} />
          <input type="text" name="username" value="workspace" autocomplete="username" hidden />
          <label for="token">Token</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            autofocus
          />
          <button class="button primary">Sign in</button>
        </form>
      </section>
    </Page>
  );
};
