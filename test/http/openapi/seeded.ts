import { beforeAll } from 'vitest';

import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { SpaceModels } from '#src/operations/model-spaces';
import { WorkspaceError } from '#src/errors';
import { EXAMPLES, exampleId } from '#src/http/openapi/examples';
import type { GivenRecord } from '#src/http/openapi/types';
import { createFakeEmbedder } from '#test/support/fake-embedder';

import { createHarness, type Harness } from '#test/http/harness';

const { info } = createFakeEmbedder();

const models: SpaceModels = {
  spaceOf: async (name) => {
    if (name === info.model) return info;
    throw new WorkspaceError('invalid_config', `The embedding model "${name}" is not known.`);
  },
  mustBeHere: async () => undefined,
  speedOf: async () => 2,
  load: async () => undefined,
};

/** An app whose file has the record of every kind that examples speak of, and a text of each that is embedded. */
export function seededApp(): Harness {
  const harness = createHarness({ models });
  beforeAll(() => seed(harness));
  return harness;
}

async function seed(harness: Harness): Promise<void> {
  for (const kind of inOrder()) await keep(harness, { kind, id: exampleId(kind) });
  await harness.index();
}

/** Makes a record as an example wants it to be before it is sent. */
export async function keep({ ask }: Harness, { kind, id, fields }: GivenRecord): Promise<void> {
  const json = { ...seedOf(kind, id), ...fields };
  const { status, text } = await ask('PUT', `/api/${kind}/${id}`, { json });
  if (status > 201) throw new Error(`${kind} ${id}: ${text}`);
}

/** What others refer to comes first. */
function inOrder(): readonly KindName[] {
  const done = new Set<KindName>();
  const visit = (kind: KindName): void => {
    if (done.has(kind)) return;
    done.add(kind);
    for (const { references } of Object.values(kindOf(kind).fields))
      if (references) visit(references.kind as KindName);
    ordered.push(kind);
  };
  const ordered: KindName[] = [];
  for (const kind of [...kindNames].sort((a, b) => Number(hasEnds(a)) - Number(hasEnds(b))))
    visit(kind);
  return ordered;
}

const hasEnds = (kind: KindName): boolean => kindOf(kind).relations.ends !== undefined;

/** The example, but for what no two records may share, for it is to be made again: there stands its id, by which others name it. */
function seedOf(kind: KindName, recordId: string): AnyRecord {
  const { unique, id, primaryKey, fields, relations } = kindOf(kind);
  const { [primaryKey]: _, ...example } = EXAMPLES[kind];
  const ends = (relations.ends ?? []).flatMap((end) => [end.kind, end.id]);
  const own = [...unique.flat(), ...(id.style === 'hash' ? id.of : [])].find(
    (name) =>
      typeof example[name] === 'string' && !ends.includes(name) && !fields[name]?.references,
  );
  return own === undefined ? example : { ...example, [own]: recordId };
}
