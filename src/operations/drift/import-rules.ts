import { isBuiltin } from 'node:module';

import type { RecordOf } from '#src/kinds/index';

import type { Owner } from './components.ts';
import { pathPattern } from './path-pattern.ts';

export type ImportRule = RecordOf<'import_rules'>;

/** A file, or what it imports. */
export interface Subject {
  /** In this repository. */
  readonly path?: string | undefined;
  readonly owners: readonly Owner[];
  /** As the import writes it. */
  readonly specifier?: string | undefined;
}

/** How much one side of a rule says of a subject; undefined when it says nothing. */
type Side = (subject: Subject) => number | undefined;

/** The rule that decides whether one may import the other; undefined when none applies. */
export type Decide = (from: Subject, to: Subject) => ImportRule | undefined;

/**
 * Of the rules that apply, the one whose target says the most decides, then the one whose source does; of two that say as
 * much, the one that denies.
 */
export function deciderOf(rules: readonly ImportRule[]): Decide {
  const compiled = rules
    .filter(({ status }) => status === 'active')
    .map((rule) => ({ rule, from: sideOf(rule.from_module), to: sideOf(rule.to_module) }));
  return (from, to) => {
    const applying = compiled.flatMap((each) => {
      const source = crossing(each.from(from), each.to(from));
      const target = crossing(each.to(to), each.from(to));
      return source === undefined || target === undefined
        ? []
        : [{ rule: each.rule, source, target }];
    });
    return applying.toSorted(
      (a, b) =>
        b.target - a.target || b.source - a.source || b.rule.effect.localeCompare(a.rule.effect),
    )[0]?.rule;
  };
}

/** What both sides match belongs to the side that says more of it: a rule is about what crosses from one to the other. */
const crossing = (own: number | undefined, other: number | undefined): number | undefined =>
  own !== undefined && (other === undefined || own >= other) ? own : undefined;

/** A component's id or name, a path pattern, or the name of a module or package with all below it. `*` is everything. */
function sideOf(module: string): Side {
  const name = module.trim();
  if (name === '*') return () => 0;
  const tests: readonly Side[] = [
    ({ owners }) => greatest(owners.filter(isCalled(name)).map(({ weight }) => weight)),
    ...pathForms(name).map(bySource),
    byName(name),
  ];
  return (subject) => greatest(tests.flatMap((test) => test(subject) ?? []));
}

const greatest = (weights: readonly number[]): number | undefined =>
  weights.length === 0 ? undefined : Math.max(...weights);

const isCalled =
  (name: string) =>
  ({ component }: Owner): boolean =>
    component.id === name || component.name.toLowerCase() === name.toLowerCase();

/** `meridian.core` is a folder too, wherever it lies. */
const pathForms = (name: string): readonly string[] =>
  /^\w+(?:\.[\w*]+)+$/.test(name) ? [name, `**/${name.replaceAll('.', '/')}`] : [name];

function bySource(form: string): Side {
  const { weight, matches } = pathPattern(form);
  return ({ path }) => (path !== undefined && matches(path) ? weight : undefined);
}

/** A pattern with `**` is about files only, so that "every file" does not mean every package. */
function byName(name: string): Side {
  if (name.includes('**') || /^\.{0,2}\//.test(name)) return () => undefined;
  const { weight, matches } = pathPattern(plain(name));
  return ({ specifier }) =>
    specifier !== undefined &&
    spellings(specifier).some((each) => matches(each) || isBelow(each, name))
      ? weight
      : undefined;
}

const plain = (name: string): string => name.replaceAll('-', '_');

/** `fs` is `node:fs`, and a Python package has `_` where its name has `-`. */
const spellings = (specifier: string): readonly string[] => {
  const bare = specifier.replace(/^node:/, '');
  return (isBuiltin(bare) ? [bare, `node:${bare}`] : [specifier]).map(plain);
};

/** `django.db` and `std::io` lie below `django` and `std`. */
const isBelow = (specifier: string, name: string): boolean =>
  specifier.startsWith(plain(name)) && /^[.:\\/]/.test(specifier.slice(name.length));
