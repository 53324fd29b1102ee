import { basename } from 'node:path/posix';

import { LEVEL_WORDS, type LEVELS } from '#src/kinds/vocabulary';
import type { Severity } from '#src/operations/lint-types';

import {
  componentsOf,
  knownPath,
  type Component,
  type Components,
  type Place,
} from './components.ts';
import { deciderOf, type Decide, type ImportRule } from './import-rules.ts';
import { languageOf } from './languages.ts';
import {
  DRIFT_RULES,
  type Architecture,
  type DriftFinding,
  type Import,
  type SourceFile,
  type SourceTree,
} from './types.ts';

type Level = (typeof LEVELS)[number];

/** A level of the workspace, as a check says it, and the other way round. */
const SEVERITY_OF: Readonly<Record<Level, Severity>> = {
  HIGH: 'error',
  MEDIUM: 'warning',
  LOW: 'info',
};
export const LEVEL_OF: Readonly<Record<Severity, Level>> = {
  error: 'HIGH',
  warning: 'MEDIUM',
  info: 'LOW',
};

export interface Held {
  readonly repo: string;
  readonly architecture: Architecture;
  readonly tree: SourceTree;
}

type Found = Omit<DriftFinding, 'repo' | 'path' | 'severity' | 'component'> &
  Partial<Pick<DriftFinding, 'severity' | 'component'>>;

/** Holds a file against what is stored: its place, and what it imports. One by one, so that texts need not be kept. */
export function holder({
  repo,
  architecture,
  tree,
}: Held): (file: SourceFile) => readonly DriftFinding[] {
  const components = componentsOf(architecture);
  const decide = deciderOf(architecture.rules);
  return (file) => {
    const owner = components.ownersOf(knownPath(components, file))[0]?.component.id ?? null;
    const found = [
      ...placeFindings(components, file),
      ...importFindings({ components, decide, tree }, file),
    ];
    return found.map((each) => ({
      ...{ severity: DRIFT_RULES[each.rule], repo, path: file.path, component: owner },
      ...each,
    }));
  };
}

/** Below this a mapping was guessed, and is only a hint. */
const SURE = 0.5;

function placeFindings(components: Components, file: SourceFile): readonly Found[] {
  const known = components.mappingsOf(knownPath(components, file));
  if (known.length === 0) return unclaimed(components, file);
  const faults = known.map(({ mapping, component }) => {
    const fault = misplaced(components, file, component);
    return fault && (mapping.confidence ?? 1) < SURE
      ? { ...fault, severity: 'info' as const }
      : fault;
  });
  const [first] = faults;
  return first && faults.every((each) => each !== undefined) ? [first] : [];
}

/** Of a file that is known to be a component's; undefined when it lies where it should. */
function misplaced(
  components: Components,
  { path }: SourceFile,
  component: Component,
): Found | undefined {
  const { name } = component;
  const places = components.placesOf(component);
  if (places.some(({ pattern }) => pattern.matches(path))) return undefined;
  const here = components.placeOf(path);
  const [place] = places;
  if (!place && !here) return undefined;
  const lies = here ? `, where ${here.component.name} has its place` : '';
  return {
    ...{ rule: 'misplaced_file', line: 1 },
    expected: place
      ? `${name} in ${places.map(({ pattern }) => pattern.source).join(' or ')}`
      : `a file of ${here?.component.name ?? ''} in ${here?.pattern.source ?? ''}`,
    found: `a file of ${name} at ${path}`,
    sentence: `It is a file of ${name}, and lies elsewhere${lies}.`,
    next: place
      ? `Move it to ${suggested(place, path)}, or change its mapping or the placement.`
      : `Map it to ${here?.component.name ?? ''}, or give ${name} a placement.`,
    facts: { ...(place && { placement: place.id }), ...(here && { lies_in: here.component.id }) },
  };
}

/** In the folder that the pattern names before its first wildcard. */
function suggested({ pattern: { source } }: Place, path: string): string {
  const segments = source.split('/').filter((each) => each !== '' && each !== '.');
  const wild = segments.findIndex((each) => /[*?[{]/.test(each));
  const isFile = wild < 0 && /\.\w+$/.test(source);
  if (isFile || wild === 0) return source;
  return [...segments.slice(0, wild < 0 ? undefined : wild), basename(path)].join('/');
}

/** Of a file that nobody mapped: it was moved out of its component's place, or belongs to none. */
function unclaimed(components: Components, { path, previousPath }: SourceFile): readonly Found[] {
  if (components.isEmpty || components.placeOf(path)) return [];
  const before = previousPath === undefined ? undefined : components.placeOf(previousPath);
  if (before) return [misplacedSince(before, path)];
  return languageOf(path) ? [{ ...UNMAPPED, found: path }] : [];
}

const misplacedSince = (place: Place, path: string): Found => ({
  ...{ rule: 'misplaced_file', line: 1, component: place.component.id },
  expected: `${place.component.name} in ${place.pattern.source}`,
  found: `a file of ${place.component.name} at ${path}`,
  sentence: `It was a file of ${place.component.name}, and was moved out of its place.`,
  next: `Move it to ${suggested(place, path)}, or map it to the component that it belongs to now.`,
  facts: { placement: place.id },
});

const UNMAPPED: Omit<Found, 'found'> = {
  rule: 'unmapped_file',
  line: 1,
  expected: 'a component that claims it',
  sentence: 'No component claims this file.',
  next: 'Map it: workspace add mapping file_path=… component_id=…, or widen a placement.',
  facts: {},
};

interface Importing {
  readonly components: Components;
  readonly decide: Decide;
  readonly tree: SourceTree;
}

function importFindings(importing: Importing, file: SourceFile): readonly Found[] {
  const language = languageOf(file.path);
  if (!language || file.text === undefined) return [];
  const { components, decide, tree } = importing;
  const from = { path: file.path, owners: components.ownersOf(knownPath(components, file)) };
  return language.imports(file.text).flatMap((imported) => {
    const paths = language.resolve(tree, file.path, imported);
    const targets = paths.length > 0 ? paths : [undefined];
    for (const path of targets) {
      const owners = path === undefined ? [] : components.ownersOf(path);
      const rule = decide(from, { path, owners, specifier: imported.specifier });
      if (rule?.effect === 'deny') return [forbidden(rule, imported, path)];
    }
    return [];
  });
}

function forbidden(rule: ImportRule, { specifier, line }: Import, path: string | undefined): Found {
  const { id, name, from_module: from, to_module: to, rationale, severity } = rule;
  const target = path === undefined || path === specifier ? specifier : `${specifier} (${path})`;
  return {
    ...{ rule: 'forbidden_import', line, severity: SEVERITY_OF[levelOf(severity)] },
    expected: `${from} does not import ${to}`,
    found: `imports ${target}`,
    sentence: `It breaks the rule '${name}'.`,
    next: rationale
      ? `Because: ${rationale}`
      : `Import something that ${from} may use; or change the rule (${id}).`,
    facts: { import_rule: id, specifier, ...(path !== undefined && { target: path }) },
  };
}

/** Imported records may have words of other programs; a rule that does not say how much it matters is kept. */
function levelOf(word: string | null): Level {
  const levels = Object.entries(LEVEL_WORDS) as [Level, readonly string[]][];
  return levels.find(([, words]) => words.includes((word ?? '').toLowerCase()))?.[0] ?? 'HIGH';
}
