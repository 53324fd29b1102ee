import { kindNames, kindOf, type KindName } from '#src/kinds/index';

/** `exports/WORKSPACE-TASKS.json`, `workspace_tasks`, `Task.json`: all mean the same kind. */
const normal = (name: string): string =>
  name
    .replace(/^.*[/\\]/, '')
    .replace(/\.json$/i, '')
    .toLowerCase()
    .replaceAll('-', '_');

/** Names of a kind, and of the list in its file: `task`, `tasks`. */
const namesOf = (kind: KindName): readonly string[] => {
  const { short, file } = kindOf(kind);
  return [kind, normal(file.name), ...short];
};

/** The kind that a file's or a list's name means: its file's name, its own, or a short one. */
export function kindOfFile(name: string): KindName | undefined {
  const wanted = normal(name);
  return kindNames.find((kind) => namesOf(kind).includes(wanted));
}

/** Every kind that a key within a file may mean, where the file's name says nothing: `tasks` is the name of one and the usual key of another. */
export const kindsOfKey = (key: string): readonly KindName[] =>
  kindNames.filter((kind) => kindOf(kind).file.key === key || kindOfFile(key) === kind);

/** Keys under which a file of the kind may have its list. */
export function listKeys(kind: KindName): readonly string[] {
  const { file, short } = kindOf(kind);
  return [file.key, kind, ...short.flatMap((name) => [name, `${name}s`])];
}
