import { embeddersOf, type AnyEmbedder, type Embedders } from '#embeddings/embedder';
import type { IndexStatus, Place } from '#src/store/store';

/** A vector in the file's current space, or why there is none. */
export type VectorAnswer = Place | { readonly reason: string };

interface Leg {
  readonly embedder?: AnyEmbedder | Embedders | undefined;
  readonly index: Pick<IndexStatus, 'space' | 'model' | 'passages' | 'queryFingerprint'>;
  /** Milliseconds that a query waits for its vector. Default 2,000. */
  readonly patience?: number | undefined;
}

/** UTF-16 units of a text that are embedded as a query: more than any model's token window. */
const MAX_TEXT = 4_000;

/** A model that still loads, or works on something long, must not hold up what keywords find at once. */
const PATIENCE = 2_000;

const NO_WORDS = 'The query has no words to take a meaning from.';
const UNKNOWN_WORDS = 'The model knows none of the words.';
/** Reasons that lie in the question, and say nothing of the service. */
export const OF_THE_QUESTION: ReadonlySet<string> = new Set([NO_WORDS, UNKNOWN_WORDS]);

/**
 * Embeds a query. A model that fails or does not answer in time is an answer here, never an error:
 * keywords still answer.
 */
export async function queryVector(leg: Leg, text: string): Promise<VectorAnswer> {
  const { index, patience = PATIENCE } = leg;
  const embedder = await embedderOf(leg.embedder, index);
  const mismatch = spaceFault(embedder, index);
  if (mismatch) return { reason: mismatch };
  if (text.trim() === '') return { reason: NO_WORDS };
  return inTime(embedded({ embedder, index }, text.slice(0, MAX_TEXT)), patience);
}

/** The embedder of the model that a space's vectors come from, where there is one. */
export const embedderOf = async (
  given: Leg['embedder'],
  { model }: { readonly model: string | undefined },
): Promise<AnyEmbedder | undefined> =>
  given && embeddersOf(given).of(model ?? embeddersOf(given).first);

interface Embedding extends Pick<Leg, 'index'> {
  readonly embedder: AnyEmbedder | undefined;
}

/** Never rejects, so that an answer that comes too late may be dropped. */
async function embedded({ embedder, index }: Embedding, text: string): Promise<VectorAnswer> {
  try {
    const [vector] = (await embedder?.embed([text], 'query')) ?? [];
    if (vector?.length === 0) return { reason: UNKNOWN_WORDS };
    if (vector && index.space !== undefined) return { space: index.space, vector };
    return { reason: 'The model gave no vector.' };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

const NO_MODEL = 'No embedding model is loaded.';

/**
 * The answer if it comes within `patience` milliseconds, and has come when this thread next looks: a
 * long lookup may have kept it from looking.
 */
function inTime(answer: Promise<VectorAnswer>, patience: number): Promise<VectorAnswer> {
  const reason = `The embedding model has not answered within ${patience / 1_000} seconds; it may still be loading.`;
  return new Promise((resolve) => {
    const timer = setTimeout(() => setImmediate(() => resolve({ reason })), patience);
    void answer.then(resolve).finally(() => clearTimeout(timer));
  });
}

/** `other`: one that is among them. */
export const unknownModel = (model: string, other = '<name>'): string =>
  `The vectors of this database come from '${model}', which is not among the models here: keywords answer. Bring it in with \`workspace model import\`, or change to another with \`workspace model use ${other}\`.`;

/** Why vectors of the file and of this process cannot meet, or undefined. */
export function spaceFault(
  embedder: Pick<AnyEmbedder, 'info'> | undefined,
  { space, model, passages, queryFingerprint }: Leg['index'],
): string | undefined {
  if (space === undefined || passages === 0)
    return embedder ? 'Nothing has been embedded yet.' : NO_MODEL;
  if (!embedder) return model === undefined ? NO_MODEL : unknownModel(model);
  const { info } = embedder;
  if (queryFingerprint === info.queryFingerprint) return undefined;
  return `The file's vectors were made by ${model ?? 'another model'} (${queryFingerprint}), this process has ${info.model} (${info.queryFingerprint}).`;
}
