import type { Import, Source } from './source.ts';
import {
  AREAS,
  CONFIG_FILE,
  DOORS,
  EVERYONES,
  MAINS,
  MOST_LINES,
  READS_ENVIRONMENT,
  type Area,
} from './tables.ts';

export interface Breach {
  readonly file: string;
  readonly rule: string;
  readonly reason: string;
}

/** One line for each breach: file, rule, reason. */
export const describeBreach = ({ file, rule, reason }: Breach): string =>
  `${file}: ${rule} (${reason})`;

type Rule = (source: Source) => readonly Breach[];

/** Everything in these sources that the design forbids. */
export const findBreaches = (sources: readonly Source[]): readonly Breach[] => [
  ...sources.flatMap((source) => RULES.flatMap((rule) => rule(source))),
  ...findCycles(sources),
];

const breachIf = (broken: boolean, breach: Breach): readonly Breach[] => (broken ? [breach] : []);

const RULES: readonly Rule[] = [
  ({ path, lines }) =>
    breachIf(lines > MOST_LINES, {
      file: path,
      rule: `has ${lines} lines, and may have ${MOST_LINES}`,
      reason: 'one idea per file',
    }),
  ({ path, exportsDefault }) =>
    breachIf(exportsDefault && !CONFIG_FILE.test(path), {
      file: path,
      rule: 'has a default export',
      reason: 'a name is the same where it is used and where it is made',
    }),
  ({ path, readsEnvironment }) =>
    breachIf(readsEnvironment && isProduct(path) && !READS_ENVIRONMENT.includes(path), {
      file: path,
      rule: 'reads process.env',
      reason: `only ${READS_ENVIRONMENT.join(' and ')} do; the rest is told`,
    }),
  ({ path }) =>
    breachIf(areaOf(path) === undefined, {
      file: path,
      rule: 'belongs to no area of the import table',
      reason: 'a new folder needs a line there first',
    }),
  ({ path, imports }) => imports.flatMap((each) => checkImport(path, each)),
];

const checkImport = (file: string, { specifier, target }: Import): readonly Breach[] => [
  ...breachIf(specifier.startsWith('../'), {
    file,
    rule: `imports ${specifier}`,
    reason: 'other folders are imported through their alias',
  }),
  ...(target === undefined ? checkDoor(file, specifier) : checkTarget(file, target)),
];

function checkTarget(file: string, target: string): readonly Breach[] {
  if (MAINS.includes(target))
    return [{ file, rule: `imports ${target}`, reason: 'nobody imports a main' }];
  const [from, to] = [areaOf(file), areaOf(target)];
  const allowed = !from || !to || from === to || isAllowed(from, to.name);
  return breachIf(!allowed, {
    file,
    rule: `imports ${target}, and ${from?.name} may not import ${to?.name}`,
    reason: from?.because ?? '',
  });
}

const isAllowed = ({ mayImport }: Area, name: string): boolean =>
  mayImport === 'everything' || mayImport.includes(name) || EVERYONES.includes(name);

function checkDoor(file: string, specifier: string): readonly Breach[] {
  const door = longest(
    DOORS.flatMap(({ packages, enters }) => packages.map((name) => ({ name, enters }))),
    ({ name }) => (specifier === name || specifier.startsWith(`${name}/`) ? name : undefined),
  );
  const open = !door || !isProduct(file) || door.enters.some((path) => matches(path, file));
  return breachIf(!open, {
    file,
    rule: `imports ${specifier}`,
    reason: `it enters only through ${door?.enters.join(', ') || 'no file of ours'}`,
  });
}

const isProduct = (path: string): boolean => !path.startsWith('test/');

const matches = (path: string, file: string): boolean =>
  path.endsWith('/') ? file.startsWith(path) : file === path;

const areaOf = (file: string): Area | undefined =>
  longest(
    AREAS.flatMap((area) => area.paths.map((path) => ({ path, area }))),
    ({ path }) => (matches(path, file) ? path : undefined),
  )?.area;

/** The candidate with the longest key; those without a key do not count. */
function longest<T>(candidates: readonly T[], key: (candidate: T) => string | undefined) {
  const length = (candidate: T) => key(candidate)?.length ?? -1;
  const [best] = [...candidates].sort((a, b) => length(b) - length(a));
  return best !== undefined && length(best) >= 0 ? best : undefined;
}

/** Imports that are gone after compilation cannot make a cycle. */
function findCycles(sources: readonly Source[]): readonly Breach[] {
  const targets = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ target, typeOnly }) => (target && !typeOnly ? [target] : [])),
    ]),
  );
  const done = new Set<string>();
  const breaches: Breach[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      const cycle = [...trail.slice(trail.indexOf(path)), path].join(' -> ');
      breaches.push({ file: path, rule: `imports itself: ${cycle}`, reason: 'no cycles' });
    } else if (!done.has(path)) {
      for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of targets.keys()) visit(path, []);
  return breaches;
}
