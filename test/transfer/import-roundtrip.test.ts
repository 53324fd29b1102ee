import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kindNames, kindOf } from '#src/kinds/index';
import type { Store } from '#src/store/store';
import { readBundle } from '#src/transfer/import/bundle';
import { exportParts } from '#src/transfer/export/export';
import { bundleParts, bundleText } from '#src/transfer/export/bundle';
import { writeExport } from '#src/transfer/export/files';
import { importRecords, planImport } from '#src/transfer/import/import';
import type { ImportMode } from '#src/transfer/import/types';
import { workspace } from '#test/support/record-arbitrary';
import { temporaryStore } from '#test/support/temporary-store';

async function textOf(store: Store): Promise<string> {
  let text = '';
  for await (const piece of bundleText(exportParts(store))) text += piece;
  return text;
}

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const importText = async (store: Store, text: string, mode: ImportMode = 'replace') =>
  importRecords(store, { ...readBundle(JSON.parse(text) as Record<string, unknown>), mode });

describe('an export of every kind', () => {
  it('comes back as the same bytes after a replacement of a new database, and of itself', async () => {
    await fc.assert(
      fc.asyncProperty(workspace, async (records) => {
        const [from, to] = [temporaryStore(), temporaryStore()];
        try {
          const { plan } = await importRecords(from.store, { records, mode: 'merge' });
          expect(plan.faults).toEqual([]);
          const first = await textOf(from.store);
          await importText(to.store, first);
          expect(await textOf(to.store)).toBe(first);
          const again = await planImport(to.store, {
            ...readBundle(JSON.parse(first) as Record<string, unknown>),
            mode: 'replace',
          });
          expect([again.added, again.changed, again.removed]).toEqual([[], [], []]);
          expect(again.left.length).toBe(records.length);
        } finally {
          await Promise.all([from.remove(), to.remove()]);
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('has a file for each kind, which is what JSON.stringify makes of its records', async () => {
    const { store, remove } = temporaryStore();
    const folder = mkdtempSync(join(tmpdir(), 'workspace-export-'));
    try {
      const [records = []] = fc.sample(workspace, { numRuns: 1, seed: 7 });
      await importRecords(store, { records, mode: 'merge' });
      await writeExport(folder, exportParts(store));
      expect(readdirSync(folder).sort()).toEqual(
        kindNames.map((kind) => kindOf(kind).file.name).sort(),
      );
      for (const kind of kindNames) {
        const { name, key } = kindOf(kind).file;
        const { items } = await store.list({ kind, sort: [], limit: 10 });
        expect(readFileSync(join(folder, name), 'utf8')).toBe(
          `${JSON.stringify({ [key]: items }, null, 2)}\n`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
      await remove();
    }
  });

  it('is the same whether it is written from the records or from its text, however that is cut', async () => {
    const { store, remove } = temporaryStore();
    try {
      await fc.assert(
        fc.asyncProperty(workspace, fc.integer({ min: 1, max: 5000 }), async (records, size) => {
          await importRecords(store, { records, mode: 'replace' });
          const text = await textOf(store);
          let direct = '';
          for await (const part of exportParts(store))
            direct += 'file' in part ? `\n${part.file}\n` : part.text;
          let split = '';
          for await (const part of bundleParts(inPieces(text, size)))
            split += 'file' in part ? `\n${part.file}\n` : part.text;
          expect(split).toBe(direct);
        }),
        { numRuns: 8 },
      );
    } finally {
      await remove();
    }
  }, 60_000);

  it('that breaks off anywhere is refused', async () => {
    const { store, remove } = temporaryStore();
    try {
      const text = await textOf(store);
      for (let length = 0; length < text.length - 1; length += 1)
        await expect(drain(bundleParts(inPieces(text.slice(0, length), 7)))).rejects.toMatchObject({
          code: 'unreachable',
        });
    } finally {
      await remove();
    }
  });
});

async function drain(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts) void _;
}
