import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { eventStream } from '#src/http/change-events';
import type { Changes } from '#src/store/store';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

let under: TemporaryStore;
beforeEach(() => {
  under = temporaryStore();
});
afterEach(() => under.remove());

const TASKS = 50;
const PAGE = 5;

describe('a stream of events', () => {
  it('reads no further than its client does, and nothing more once that is gone', async () => {
    const { store } = under;
    const one = { op: 'create', kind: 'workspace_tasks', value: { title: 't' } } as const;
    await store.write({ operations: Array.from({ length: TASKS }, () => one) });
    let read = 0;
    const counting: Pick<Changes, 'changes'> = {
      changes: (query) => {
        read += 1;
        return store.changes(query);
      },
    };
    const query = { limit: PAGE };
    const gone = new AbortController();
    const follower = { signal: gone.signal, leave: () => gone.abort() };
    const first = await store.changes(query);
    const reader = eventStream(counting, { query, first, follower }).getReader();
    const pieces: string[] = [];
    for (let at = 0; at < 4; at += 1) {
      const { value } = await reader.read();
      pieces.push(new TextDecoder().decode(value));
      expect(read).toBe(Math.max(0, at - 1));
    }
    expect(pieces[0]).toMatch(/^retry: \d+\nevent: ready\n/);
    for (const piece of pieces.slice(1))
      expect(piece.match(/^event: change$/gm)).toHaveLength(PAGE);
    await reader.cancel();
    expect(gone.signal.aborted).toBe(true);
    expect(read).toBe(2);
  });
});
