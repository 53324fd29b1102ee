import { sendPage, type Visit } from '#src/web/visit';
import { Page, PRODUCT } from '#web/layout';

import { answerOf } from './answer.ts';
import { Home } from './home.tsx';
import { homeFactsOf } from './home-facts.ts';
import { Results } from './results.tsx';

/** GET /: the search, and without a question what there is. */
export async function searchPage(visit: Visit): Promise<Response> {
  const answer = await answerOf(visit);
  const { q } = answer.state;
  const isHome = !answer.found && !answer.fault;
  return sendPage(
    <Page visit={visit} title={q || PRODUCT} nav="/" query={q} scripts={['search.js']}>
      <p id="results-said" class="said" role="status"></p>
      <p id="results-fault" class="notice tone-bad" role="alert" hidden>
        The service does not answer. What is shown may not fit the question.
      </p>
      <div id="results">
        {isHome ? (
          <Home facts={await homeFactsOf(visit.client)} />
        ) : (
          <Results visit={visit} answer={answer} />
        )}
      </div>
    </Page>,
    answer.status,
  );
}
