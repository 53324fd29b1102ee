import { sendPart, type Visit } from '#src/web/visit';

import { answerOf } from './answer.ts';
import { Results } from './results.tsx';

/** Asks for what is known at once: the same question, answered by words alone. */
const QUICK = 'quick';

/** GET /part/search: what stands below the search field, for the script that follows the typing. */
export async function searchPart(asked: Visit): Promise<Response> {
  const isQuick = asked.url.searchParams.has(QUICK);
  const visit = { ...asked, url: new URL(asked.url) };
  visit.url.searchParams.delete(QUICK); // its links lead to the whole answer
  const answer = await answerOf(visit, isQuick ? { mode: 'keyword' } : {});
  return sendPart(<Results visit={visit} answer={answer} />, answer.status);
}
