import { afterEach, beforeEach, expect, it } from 'vitest';

import { derivedId } from '#src/kinds/ids';
import { kindOf } from '#src/kinds/index';
import { importer, type Importer } from '#test/support/importer';

let under: Importer;
beforeEach(() => {
  under = importer();
});
afterEach(() => under.remove());

const at = (path: string) => ({ repo: 'core', path, title: path, content: path });
const idOf = (path: string): string => derivedId(kindOf('documents'), at(path)) ?? '';
const bring = (...paths: readonly string[]) => under.bring({ documents: paths.map(at) });

it('a record without an id is the one with its identifying fields, whatever that is called', async () => {
  await under.bring({ documents: [{ ...at('a.md'), id: 'ADR-7' }] });
  await bring('a.md', 'b.md');
  expect(await under.countOf('documents')).toBe(2);
  expect(await under.get('documents', idOf('b.md'))).toMatchObject({ path: 'b.md' });
});

it('a record without an id takes none that another has kept from what it was', async () => {
  await bring('a.md');
  const id = idOf('a.md');
  await under.bring({ documents: [{ ...at('z.md'), id }] });
  await bring('a.md');
  expect(await under.get('documents', id)).toMatchObject({ path: 'z.md' });
  expect(await under.countOf('documents')).toBe(2);
  await bring('a.md', 'z.md');
  expect(await under.countOf('documents')).toBe(2);
});
