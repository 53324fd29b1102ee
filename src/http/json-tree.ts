import { WorkspaceError } from '#src/errors';

/** Deeper than any record needs, and far above where a recursive reader runs out of stack. */
const DEEPEST = 64;

/** Text that SQLite would not give back as it was sent: half a surrogate pair, or a NUL that ends a C string. */
const UNKEEPABLE = /\p{Surrogate}|\0/u;

interface Node {
  readonly json: unknown;
  readonly pointer: string;
  readonly depth: number;
}

/** Refuses JSON that nests too deep, renames a prototype, or holds text that cannot be kept. Code: invalid_body. */
export function checkTree(root: unknown): void {
  const open: Node[] = [{ json: root, pointer: '', depth: 0 }];
  for (let node = open.pop(); node; node = open.pop()) {
    if (typeof node.json === 'string') checkText(node.json, node.pointer);
    if (typeof node.json !== 'object' || node.json === null) continue;
    for (const child of childrenOf(node)) open.push(child);
  }
}

function childrenOf({ json, pointer, depth }: Node): readonly Node[] {
  if (depth >= DEEPEST) throw fault(pointer.slice(0, 200), `nests deeper than ${DEEPEST} levels`);
  return Object.entries(json as object).map(([key, value]) => {
    const child = `${pointer}/${pointerToken(key)}`;
    if (key === '__proto__') throw fault(child, 'is a name that no object may have');
    checkText(key, child);
    return { json: value as unknown, pointer: child, depth: depth + 1 };
  });
}

function checkText(text: string, pointer: string): void {
  if (UNKEEPABLE.test(text))
    throw fault(pointer, 'holds a NUL or half of a surrogate pair, which cannot be kept');
}

/** A key as RFC 6901 writes it in a pointer. */
export const pointerToken = (key: string): string =>
  key.replaceAll('~', '~0').replaceAll('/', '~1');

function fault(pointer: string, detail: string): WorkspaceError {
  const at = pointer === '' ? 'The body' : `'${pointer.slice(0, 120)}'`;
  return new WorkspaceError('invalid_body', `${at} ${detail}.`, {
    issues: [{ pointer, detail: `${detail}.` }],
  });
}
