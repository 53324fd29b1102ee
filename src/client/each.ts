import { listQuery } from './parameters.ts';
import type { Send } from './transport.ts';
import type { ListOptions, Page } from './types.ts';

/** Records of a request. */
const AT_ONCE = 200;

/** A list's records, page by page as they are taken up; `limit` is that of all pages together. */
export async function* eachOf<T>(
  send: Send,
  kind: string,
  { limit = Infinity, ...options }: ListOptions = {},
): AsyncGenerator<T, undefined> {
  for (let left = limit, cursor: string | null | undefined; left > 0 && cursor !== null;) {
    const asked = { ...options, limit: Math.min(left, AT_ONCE) };
    const query = listQuery({ ...asked, ...(cursor !== undefined && { cursor }) });
    const page = await send<Page<T>>({ method: 'GET', path: [kind], query });
    yield* page.items;
    [left, cursor] = [left - page.items.length, page.next_cursor];
  }
  return undefined;
}
