import type { EmbedderInfo } from '#embeddings/embedder';
import { createEmbedderPool, type EmbedderPool, type MakeEmbedder } from '#embeddings/pool';
import { withQueryCache } from '#embeddings/query-cache';
import { mustBeHere } from '#embeddings/source';
import { createWorkerEmbedder } from '#embeddings/worker-embedder';
import type { Catalog, ModelEntry } from '#models/catalog';
import { readCatalog } from '#models/installed';
import type { Config } from '#src/config';
import { WorkspaceError } from '#src/errors';
import type { EmbedderState } from '#src/http/deps';
import { chooseModel, sourceOf, wantedModel } from '#src/model-choice';
import type { SpaceModels } from '#src/operations/model-spaces';
import { unknownModel } from '#src/search/vector-leg';
import type { Space, Spaces } from '#src/store/store';

interface EmbeddersOptions {
  readonly config: Config;
  /** The package's folder. */
  readonly root: string;
  readonly store: Pick<Spaces, 'spaces'>;
  /** Default: models of the catalog, each in worker threads. */
  readonly make?: MakeEmbedder | undefined;
  /** Told how many texts of questions had a vector that was kept, and how many had none. */
  readonly onLookUp?: ((hits: number, misses: number) => void) | undefined;
}

/** The models of a service. */
export interface ServiceEmbedders {
  readonly pool: EmbedderPool;
  readonly models: SpaceModels;
  /** Of the model of the file's current space, with what does not fit between file and program. */
  state(): Promise<EmbedderState>;
  /** Loads what a space that is being built will need for questions, and closes what no space needs any more. */
  prepare(spaces: readonly Space[]): Promise<void>;
  /** Loads that model if that has not begun, and resolves when it is there or has failed; never rejects. */
  settled(): Promise<EmbedderState>;
}

/** The models that a file's spaces need, each made when it is first asked for. Code: invalid_config. */
export async function createEmbedders(options: EmbeddersOptions): Promise<ServiceEmbedders> {
  const { config, root, store } = options;
  const known = await createKnown(config);
  const first = wantedModel({ config, catalog: known.catalog() }).id;
  const pool = createEmbedderPool({ first, make: options.make ?? makeFrom(known, options) });

  const state = async (): Promise<EmbedderState> => {
    const spaces = await store.spaces();
    const { model, remark } = chooseModel(spaces, { config, catalog: known.catalog() });
    const embedder = await pool.queries.of(model);
    if (!embedder) return { state: 'failed', model, reason: unknownModel(model, first) };
    const current = spaces.find((space) => space.state === 'current');
    const fault = current && revisionFault(current, embedder.info);
    if (fault !== undefined) return { state: 'failed', model, reason: fault };
    const remarks = [remark, current && generationRemark(current, embedder.info)];
    const told = remarks.filter((each) => each !== undefined).join(' ');
    return { state: 'ready', ...embedder.state?.(), model, ...(told !== '' && { remark: told }) };
  };
  const load = async (model: string): Promise<void> => {
    const embedder = await pool.queries.of(model);
    if (!embedder) throw missing(model);
    await embedder.load?.();
  };
  /** Once: what fails is tried again by the indexer that builds it. */
  const loadForQuestions = async ({ model }: Space): Promise<void> => {
    const embedder = await pool.queries.of(model);
    if (embedder?.state?.().state === 'loading') void embedder.load?.().catch(() => undefined);
  };
  return {
    ...{ pool, state },
    prepare: async (spaces) => {
      for (const space of spaces) if (space.state === 'building') await loadForQuestions(space);
      await pool.keepOnly(spaces.map(({ model }) => model));
    },
    settled: async () => {
      const before = await state();
      await load(before.model).catch(() => undefined); // the state says why
      return state().catch(() => before); // the file was closed while the model was loading
    },
    models: {
      load,
      spaceOf: async (name) => {
        const id = options.make ? name : (await known.find(name)).id;
        const embedder = await pool.queries.of(id);
        if (!embedder) throw missing(name);
        return embedder.info;
      },
      mustBeHere: async (name) => {
        const entry = options.make ? undefined : await known.find(name);
        if (entry)
          await mustBeHere(entry, sourceOf(entry, { config, catalog: known.catalog(), root }));
      },
      speedOf: async (model) => speedOf(await known.lookUp(model)),
    },
  };
}

/** The catalog as it was read last. It is read anew when it lacks a model: one may have been imported meanwhile. */
interface Known {
  catalog(): Catalog;
  lookUp(name: string): Promise<ModelEntry | undefined>;
  /** Code: invalid_config. */
  find(name: string): Promise<ModelEntry>;
}

async function createKnown(config: Config): Promise<Known> {
  let catalog = await readCatalog(config.models);
  const lookUp = async (name: string): Promise<ModelEntry | undefined> => {
    const found = catalog.lookUp(name);
    if (found) return found;
    catalog = await readCatalog(config.models);
    return catalog.lookUp(name);
  };
  return {
    catalog: () => catalog,
    lookUp,
    find: async (name) => (await lookUp(name)) ?? catalog.find(name),
  };
}

const makeFrom =
  (known: Known, { config, root, onLookUp }: EmbeddersOptions): MakeEmbedder =>
  async (id, use) => {
    const model = await known.lookUp(id);
    if (!model) return undefined;
    const source = sourceOf(model, { config, catalog: known.catalog(), root });
    const yields = use === 'passage'; // a question that waits for its vector goes first
    const embedder = createWorkerEmbedder({ model, source, idle: config.idle, yields });
    return use === 'query' ? withQueryCache(embedder, { onLookUp }) : embedder;
  };

/**
 * Passages a second on two cores, database included, so that people know whether to wait: as measured
 * for the model that ships, and for a transformer of six layers at full precision (DESIGN).
 */
const SPEEDS: Readonly<Record<ModelEntry['dtype'], number>> = { quantised: 1_500, fp32: 65 };

const speedOf = (entry: ModelEntry | undefined): number | undefined => entry && SPEEDS[entry.dtype];

const revisionFault = (current: Space, info: EmbedderInfo): string | undefined =>
  current.queryFingerprint === info.queryFingerprint
    ? undefined
    : `The vectors of this database come from another revision of ${current.model} than this program has: keywords answer. \`workspace model use ${current.model}\` makes them again.`;

/** What was cut by another version can be searched, and not added to. */
function generationRemark(
  { fingerprint, generation, model }: Space,
  info: EmbedderInfo,
): string | undefined {
  if (fingerprint === info.fingerprint) return undefined;
  return (info.generation ?? 1) < generation
    ? 'A later version of this program has cut the texts of this database: it can be searched, and what is written waits for that version to embed it.'
    : `An earlier version of this program has cut the texts of this database; a running server cuts them anew in the background, or \`workspace model use ${model}\` does.`;
}

const missing = (model: string): WorkspaceError =>
  new WorkspaceError('model_unavailable', `The model '${model}' is not among the models here.`, {
    next: 'Bring it in with `workspace model import <folder>`, or choose another with `workspace model use <name>`.',
  });
