import { fit, type Room, type Shown } from './fit.ts';

interface Paging<P, T> {
  readonly limit: number;
  /** Tokens. */
  readonly budget: number;
  ask(limit: number): Promise<P>;
  itemsOf(page: P): readonly T[];
  /** `leftOut`: of the items that were asked for, those that the budget does not hold. */
  show(page: P, items: readonly T[], how: { readonly room: Room; readonly leftOut: number }): Shown;
}

/**
 * A page that fits the budget, with a cursor that goes on exactly behind what is shown: where not all
 * items fit, the service is asked again for as many as do, so that the cursor is its own and works at
 * every door. Ends since each turn asks for fewer, and one always fits.
 */
export async function pageThatFits<P, T>(paging: Paging<P, T>): Promise<Shown> {
  const { budget, ask, itemsOf, show } = paging;
  let page = await ask(paging.limit);
  const wanted = itemsOf(page).length;
  for (;;) {
    const asked: P = page;
    const { shown, count } = fit({
      ...{ items: itemsOf(asked), budget },
      show: (items, room) => show(asked, items, { room, leftOut: wanted - items.length }),
    });
    if (count === itemsOf(asked).length) return shown;
    page = await ask(count);
  }
}
