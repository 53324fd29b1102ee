import type { FactName } from './fact-names.ts';
import { factNameOf } from './fact-names.ts';
import type { Fact } from './facts.ts';
import type { Metadata } from './front-matter.ts';
import type { Origin } from './references.ts';
import { relatedIn } from './related.ts';

/** Front matter that has no column of its own is kept while it is small. */
const MAX_KEYS = 20;
const MAX_VALUE = 500;

interface Extras {
  readonly series: string | undefined;
  readonly origin: Origin;
}

/**
 * What a document says that has no column: `tags`, `series` of its number, decisions that it
 * `amends` or is `amended_by` (both go on holding, so they are no successors), `front_matter`.
 */
export function otherMetadata(
  frontMatter: Metadata,
  facts: readonly Fact[],
  { series, origin }: Extras,
): Metadata | null {
  const entries: readonly (readonly [string, unknown])[] = [
    ['tags', tagsIn(facts)],
    ['series', series],
    ['amends', amended(facts, 'amends', origin)],
    ['amended_by', amended(facts, 'amended_by', origin)],
    ['front_matter', smallRest(frontMatter)],
  ];
  const present = entries.filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : null;
}

function tagsIn(facts: readonly Fact[]): readonly string[] | undefined {
  const fact = facts.find(({ name }) => name === 'tags');
  const tags = (fact?.lines ?? [])
    .flatMap((line) => line.split(/[,;]/))
    .map((tag) => tag.replace(/^[\s#[\]]+|[\s[\]]+$/g, ''))
    .filter((tag) => tag !== '' && tag.length <= 60 && !/[{}|]/.test(tag));
  return tags.length > 0 ? [...new Set(tags)] : undefined;
}

function amended(facts: readonly Fact[], name: FactName, origin: Origin) {
  const references = relatedIn(facts, name, origin);
  return references.length > 0 ? references : undefined;
}

function smallRest(frontMatter: Metadata): Metadata | undefined {
  const rest = Object.entries(frontMatter).filter(
    ([key, value]) => key !== 'title' && factNameOf(key) === undefined && isSmall(value),
  );
  return rest.length > 0 ? Object.fromEntries(rest.slice(0, MAX_KEYS)) : undefined;
}

function isSmall(value: unknown): boolean {
  try {
    return value !== null && value !== '' && JSON.stringify(value).length <= MAX_VALUE;
  } catch {
    return false;
  }
}
