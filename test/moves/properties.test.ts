import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';

import { temporaryPlace } from '#test/watching/watched';

import { syncedFolder, textOf, type Synced } from './synced.ts';

const place = temporaryPlace();
afterAll(() => place.end());

const FOLDERS = ['', 'docs/', 'docs/deep/', 'notes/'];
const PATHS = FOLDERS.flatMap((folder) => ['a', 'b', 'c'].map((name) => `${folder}${name}.md`));

type Action =
  | { readonly what: 'create' | 'delete'; readonly path: string }
  | { readonly what: 'edit'; readonly path: string; readonly line: number }
  | { readonly what: 'move' | 'swap'; readonly path: string; readonly to: string }
  | { readonly what: 'moveFolder'; readonly folder: string; readonly to: string }
  | { readonly what: 'sync' };

const path = fc.constantFrom(...PATHS);
const folder = fc.constantFrom('docs/', 'notes/', 'texts/', 'texts/more/');
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ what: fc.constant('create' as const), path }),
  fc.record({ what: fc.constant('create' as const), path }),
  fc.record({ what: fc.constant('delete' as const), path }),
  fc.record({ what: fc.constant('edit' as const), path, line: fc.nat(15) }),
  fc.record({ what: fc.constantFrom('move' as const, 'swap' as const), path, to: path }),
  fc.record({ what: fc.constant('moveFolder' as const), folder, to: folder }),
  fc.record({ what: fc.constant('sync' as const) }),
);

/** A page that a user knows, wherever it lies. */
interface Page {
  readonly name: string;
  /** Lines that were changed. */
  changes: readonly number[];
  /** Where it was when all was in step, and how often changed; undefined for one that is newer. */
  known?: { readonly path: string; readonly changes: number };
  /** The tag of its document, once it has one. */
  tag?: string;
}

/** Files as a user sees them. What nobody could tell afterwards is not done between two readings. */
class Desk {
  readonly pages = new Map<string, Page>();
  /** Tags of the documents, by their paths, when all was in step. */
  #stored = new Map<string, string | undefined>();
  #made = 0;

  constructor(private readonly root: string) {}

  act(one: Exclude<Action, { what: 'sync' }>): void {
    if ('folder' in one) this.#moveFolder(one.folder, one.to);
    else if (one.what === 'move') this.#move(one.path, one.to);
    else if (one.what === 'swap') this.#swap(one.path, one.to);
    else if (one.what === 'edit') this.#edit(one.path, one.line);
    else if (one.what === 'delete') this.#delete(one.path);
    else this.create(one.path);
  }

  create(path: string): void {
    if (this.pages.has(path) || this.#hasEditedOwner(path)) return;
    this.#put(path, { name: `page${(this.#made += 1)}`, changes: [] });
  }

  /** All is in step from here on. */
  settle(): void {
    this.#stored = new Map([...this.pages].map(([path, page]) => [path, page.tag]));
    for (const [path, page] of this.pages) page.known = { path, changes: page.changes.length };
  }

  /** The tag that a page's document should have: a new page in the place of one that is gone is that one, written anew. */
  tagOf(path: string, { tag }: Page): string | undefined {
    const former = this.#stored.get(path);
    const isGone = [...this.pages.values()].every((page) => page.tag !== former);
    return tag ?? (isGone ? former : undefined);
  }

  #edit(path: string, line: number): void {
    const page = this.pages.get(path);
    const from = page?.known?.path ?? path;
    const hasMoved = from !== path;
    if (!page || (hasMoved && (this.#stored.has(path) || this.pages.has(from)))) return;
    page.changes = [...page.changes, line];
    this.#put(path, page);
  }

  #delete(path: string): void {
    if (this.pages.delete(path)) place.remove(`${this.root}/${path}`);
  }

  #move(from: string, to: string): void {
    const page = this.pages.get(from);
    if (!page || this.pages.has(to) || !this.#mayTake(page, to)) return;
    this.pages.delete(from);
    this.pages.set(to, page);
    this.#rename(from, to);
  }

  #swap(a: string, b: string): void {
    const [one, other] = [this.pages.get(a), this.pages.get(b)];
    if (a === b || !one || !other || !this.#mayTake(one, b) || !this.#mayTake(other, a)) return;
    this.pages.set(a, other).set(b, one);
    this.#rename(a, 'aside');
    this.#rename(b, a);
    this.#rename('aside', b);
  }

  #moveFolder(from: string, to: string): void {
    for (const path of [...this.pages.keys()].filter((one) => one.startsWith(from)))
      this.#move(path, to + path.slice(from.length));
  }

  /** Where another one was, nobody knows one that was changed, nor one that was changed as it left. */
  #mayTake(page: Page, to: string): boolean {
    if (page.known?.path === to) return true;
    return !this.#hasEditedOwner(to) && !(this.#stored.has(to) && isEdited(page));
  }

  #hasEditedOwner(path: string): boolean {
    return [...this.pages.values()].some((page) => page.known?.path === path && isEdited(page));
  }

  #put(path: string, page: Page): void {
    this.pages.set(path, page);
    place.write(`${this.root}/${path}`, textOf(page.name, page.changes));
  }

  #rename(from: string, to: string): void {
    const [old, next] = [place.at(`${this.root}/${from}`), place.at(`${this.root}/${to}`)];
    mkdirSync(dirname(next), { recursive: true });
    renameSync(old, next);
  }
}

const isEdited = ({ known, changes }: Page): boolean =>
  known !== undefined && known.changes !== changes.length;

/** Each page is one document, with the text and the tag that are its own; new ones are tagged. */
async function check(desk: Desk, { client, documents }: Synced): Promise<void> {
  const found = await documents();
  expect(found.map((one) => one.path).sort()).toEqual([...desk.pages.keys()].sort());
  const wanted = new Map([...desk.pages].map(([at, page]) => [at, desk.tagOf(at, page)]));
  for (const { id, path: at, content } of found) {
    const page = desk.pages.get(at);
    if (!page) throw new Error(`Nobody made ${at}.`);
    expect(content, at).toBe(textOf(page.name, page.changes));
    const tag = wanted.get(at);
    const { tags } = await client.tags({ kind: 'documents', id });
    expect(tags, at).toEqual(tag === undefined ? [] : [tag]);
    if (tag === undefined) await client.addTags({ kind: 'documents', id }, [page.name]);
    page.tag = tag ?? page.name;
  }
}

it('whatever is done to files, each document goes where its text went', async () => {
  let run = 0;
  const property = fc.asyncProperty(
    fc.array(action, { minLength: 20, maxLength: 60, size: 'max' }),
    async (actions) => {
      const root = `run${(run += 1)}`;
      const desk = new Desk(root);
      desk.create('keep.md');
      const synced = syncedFolder(place.at(root));
      const settle = async (): Promise<void> => {
        await synced.sync();
        await check(desk, synced);
        desk.settle();
        expect(await synced.sync()).toMatchObject({ added: 0, changed: 0, moved: 0, removed: 0 });
      };
      for (const one of actions) {
        if (one.what === 'sync') await settle();
        else desk.act(one);
      }
      await settle();
    },
  );
  await fc.assert(property, { numRuns: 20 });
}, 240_000);
