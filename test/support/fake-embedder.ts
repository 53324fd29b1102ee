import type { Embedder } from '#embeddings/embedder';
import { cutText } from '#embeddings/passages';
import { WorkspaceError } from '#src/errors';

export interface FakeEmbedderOptions {
  readonly model?: string;
  /** Default `fake-<model>-<dimensions>`. */
  readonly fingerprint?: string;
  /** Default: the fingerprint. */
  readonly queryFingerprint?: string;
  readonly dimensions?: number;
  readonly generation?: number;
  /** Words that a header and its passage may have together. Default 64. */
  readonly window?: number;
}

export interface FakeEmbedder extends Embedder {
  /** Every text that was embedded, in order. */
  readonly embedded: readonly string[];
  /** There is no model: calls fail as `model_unavailable` with this reason until it is undefined again. */
  breakWith(reason: string | undefined): void;
  /** Embedding fails as `embedding_failed` for calls with a text that has this word, until it is undefined again. */
  failOn(word: string | undefined): void;
}

/**
 * An embedder for tests whose vectors can be checked by eye: a text is the bag of its lower-case words, each
 * adding 1 to the axis `axisOf(word)`, cut to unit length. Two texts are similar if they share words.
 * A text without words is the first axis.
 */
export function createFakeEmbedder(options: FakeEmbedderOptions = {}): FakeEmbedder {
  const { model = 'fake', dimensions = 256, window = 64 } = options;
  const embedded: string[] = [];
  let broken: string | undefined;
  let unbearable: string | undefined;

  const unlessBroken = async <T>(answer: () => T): Promise<T> => {
    if (broken !== undefined) throw new WorkspaceError('model_unavailable', broken);
    return answer();
  };
  const refuse = (texts: readonly string[]): void => {
    const word = unbearable?.toLowerCase();
    if (word !== undefined && texts.some((text) => wordsOf(text).includes(word)))
      throw new WorkspaceError('embedding_failed', `The fake model fails on '${word}'.`);
  };
  const { fingerprint = `fake-${model}-${dimensions}` } = options;
  return {
    info: {
      fingerprint,
      queryFingerprint: options.queryFingerprint ?? fingerprint,
      model,
      dimensions,
      ...(options.generation !== undefined && { generation: options.generation }),
    },
    embedded,
    breakWith: (reason) => {
      broken = reason;
    },
    failOn: (word) => {
      unbearable = word;
    },
    embed: (texts) =>
      unlessBroken(() => {
        refuse(texts);
        embedded.push(...texts);
        return texts.map((text) => bagOfWords(text, dimensions));
      }),
    cut: (requests) =>
      unlessBroken(() =>
        requests.map((request) =>
          cutText({ ...request, window, target: window, count: (text) => wordsOf(text).length }),
        ),
      ),
    close: async () => undefined,
  };
}

/** The axis of a word: the sum of its character codes, each times its position, modulo the dimensions. */
export function axisOf(word: string, dimensions = 256): number {
  let sum = 0;
  for (let index = 0; index < word.length; index += 1) sum += word.charCodeAt(index) * (index + 1);
  return sum % dimensions;
}

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function bagOfWords(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const word of wordsOf(text)) {
    const axis = axisOf(word, dimensions);
    vector[axis] = (vector[axis] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  if (length > 0) return vector.map((value) => value / length);
  vector[0] = 1;
  return vector;
}
