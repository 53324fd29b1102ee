import type { FactName } from './fact-names.ts';
import type { Fact } from './facts.ts';
import { referencesIn, type Origin } from './references.ts';

/** Every decision that these facts relate to by `name`, each once. */
export function relatedIn(
  facts: readonly Fact[],
  name: FactName,
  origin: Origin,
): readonly string[] {
  const references = facts
    .filter((fact) => fact.name === name)
    .flatMap((fact) => fact.lines.flatMap((line) => referencesIn(line, origin, !fact.inProse)));
  return [...new Set(references)];
}
