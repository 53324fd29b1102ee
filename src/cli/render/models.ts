import type {
  BenchedModel,
  ListedModel,
  TextCoverage,
  VerifiedModel,
} from '#src/operations/model-types';

import type { TableOptions } from './table.ts';
import { table } from './table.ts';
import { bytes, count } from './text.ts';

const COLUMNS = [
  { heading: 'MODEL' },
  { heading: 'DIMENSIONS' },
  { heading: 'LANGUAGES', optional: true },
  { heading: 'HERE' },
  { heading: 'IN THIS FILE' },
  { heading: 'CHOOSE IT FOR', flexible: true, optional: true },
] as const;

/** One line for each model; what is here has its size. */
export const renderModels = (models: readonly ListedModel[], options: TableOptions): string =>
  table(
    COLUMNS,
    models.map((model) => [
      model.id,
      String(model.dimensions),
      model.languages.join(', '),
      model.bytes === null ? 'no' : bytes(model.bytes),
      model.space ?? '',
      model.choose_when,
    ]),
    options,
  );

export function renderVerified(model: VerifiedModel): string {
  const unrecorded = model.files.filter(({ state }) => state === 'unrecorded').length;
  const faults = faultsOf(model);
  if (faults.length > 0) return `${model.id}: ${count(faults.length, 'fault')} in ${model.folder}`;
  if (unrecorded > 0)
    return `${model.id}: it loads, and nothing is recorded of its files in ${model.folder}`;
  return `${model.id}: ${count(model.files.length, 'file')} and the known sentence are right`;
}

/** Sentences about what is wrong with a model. */
export function faultsOf({ id, files, sentence }: VerifiedModel): readonly string[] {
  const wrong = files.filter(({ state }) => state === 'wrong' || state === 'missing');
  return [
    ...wrong.map(({ file, state }) => `The file ${file} of ${id} is ${state}.`),
    ...(sentence.state === 'failed' ? [sentence.reason ?? `${id} cannot be loaded.`] : []),
    ...(sentence.state === 'wrong'
      ? [
          `${id} makes another vector of the known sentence than when it came (cosine ${(sentence.similarity ?? 0).toFixed(4)}).`,
        ]
      : []),
  ];
}

export const renderBenched = (model: BenchedModel): string =>
  [
    `${model.id}, loaded in ${model.load_ms.toFixed(0)} ms`,
    `${model.passages_per_second.toFixed(0)} passages per second (${count(model.passages, 'passage')} of ${String(model.characters)} characters)`,
    `${model.query_ms.p50.toFixed(1)} ms a question, ${model.query_ms.p95.toFixed(1)} ms for the slowest twentieth (${count(model.queries, 'question')})`,
  ].join('\n');

/** Rounded down, so that 100 % are all of it. */
export const renderCoverage = ({ stored, embedded, share }: TextCoverage): string =>
  `${String(Math.floor(share * 1_000) / 10)} % of the text can be found by meaning: ${String(embedded)} of ${String(stored)} characters`;
