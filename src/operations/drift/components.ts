import type { RecordOf } from '#src/kinds/index';

import { pathPattern, type PathPattern } from './path-pattern.ts';
import type { Architecture, SourceFile } from './types.ts';

export type Component = RecordOf<'architecture_components'>;
type Mapping = RecordOf<'code_component_mappings'>;

/** A path that is a component's, and who says so. */
export interface Place {
  readonly component: Component;
  readonly pattern: PathPattern;
  /** Id of the placement; that of the component, whose own path it is then. */
  readonly id: string;
}

export interface Owner {
  readonly component: Component;
  /** How much the path says by which it is the component's. */
  readonly weight: number;
}

/** Who owns which file, and where a component should be. */
export interface Components {
  /** Whether anything is said about any file. */
  readonly isEmpty: boolean;
  placesOf(component: Component): readonly Place[];
  mappingsOf(path: string): readonly { readonly mapping: Mapping; readonly component: Component }[];
  /** The place that says the most of a path. */
  placeOf(path: string): Place | undefined;
  /** By its mapping, else by its place. */
  ownersOf(path: string): readonly Owner[];
}

/** A component has the path that it names itself only where no placement says otherwise. */
export function componentsOf({ components, placements, mappings }: Architecture): Components {
  const byId = new Map(components.map((component) => [component.id, component]));
  const placed = placements.flatMap(({ id, component_id, path_pattern }): readonly Place[] => {
    const component = byId.get(component_id);
    return component ? [{ component, id, pattern: pathPattern(path_pattern) }] : [];
  });
  const withPlacement = new Set(placed.map(({ component }) => component.id));
  const own = components.flatMap((component): readonly Place[] =>
    component.path && !withPlacement.has(component.id)
      ? [{ component, id: component.id, pattern: pathPattern(component.path) }]
      : [],
  );
  const places = [...placed, ...own];
  const mapped = new Map<string, readonly Mapping[]>();
  for (const mapping of mappings) {
    const path = plainPath(mapping.file_path);
    mapped.set(path, [...(mapped.get(path) ?? []), mapping]);
  }
  const mappingsOf: Components['mappingsOf'] = (path) =>
    (mapped.get(path) ?? []).flatMap((mapping) => {
      const component = byId.get(mapping.component_id);
      return component ? [{ mapping, component }] : [];
    });
  const placeOf: Components['placeOf'] = (path) => mostTelling(places, path);
  return {
    isEmpty: places.length === 0 && mapped.size === 0,
    placesOf: ({ id }) => places.filter(({ component }) => component.id === id),
    mappingsOf,
    placeOf,
    ownersOf: (path) => {
      const told = mappingsOf(path).map(({ component }) => ({ component, weight: path.length }));
      const place = placeOf(path);
      if (told.length > 0 || !place) return told;
      return [{ component: place.component, weight: place.pattern.weight }];
    },
  };
}

const plainPath = (path: string): string => path.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '');

const mostTelling = (places: readonly Place[], path: string): Place | undefined =>
  places
    .filter(({ pattern }) => pattern.matches(path))
    .reduce<Place | undefined>(
      (best, each) => (best && best.pattern.weight >= each.pattern.weight ? best : each),
      undefined,
    );

/** Under which path the workspace knows a file: a renamed one may still be mapped as it was called before. */
export const knownPath = (
  { mappingsOf }: Components,
  { path, previousPath }: SourceFile,
): string =>
  mappingsOf(path).length === 0 && previousPath !== undefined && mappingsOf(previousPath).length > 0
    ? previousPath
    : path;
