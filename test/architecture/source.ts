import { dirname, join, normalize } from 'node:path/posix';

import ts from 'typescript';

/** A module as the rules see it. Paths are relative to the repository, with `/`. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly readsEnvironment: boolean;
  readonly exportsDefault: boolean;
}

export interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** The file of ours that it means; undefined for a package. */
  readonly target: string | undefined;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
  /** Loaded when it is reached, not with the module. */
  readonly onDemand: boolean;
}

export function readSource(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const nodes = [...walk(file)];
  return {
    path,
    lines: text.replace(/\n$/, '').split('\n').length,
    imports: nodes.flatMap((node) => importOf(path, node) ?? []),
    readsEnvironment: nodes.some(readsEnvironment),
    exportsDefault: nodes.some(exportsDefault),
  };
}

function* walk(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* walk(child);
}

function importOf(path: string, node: ts.Node): Import | undefined {
  const found = specifierOf(node);
  if (!found || !ts.isStringLiteralLike(found.specifier)) return undefined;
  const specifier = found.specifier.text;
  const onDemand = isDynamicImport(node);
  return { specifier, target: targetOf(path, specifier), typeOnly: found.typeOnly, onDemand };
}

function specifierOf(node: ts.Node): { specifier: ts.Node; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node))
    return { specifier: node.moduleSpecifier, typeOnly: node.importClause?.isTypeOnly ?? false };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier)
    return { specifier: node.moduleSpecifier, typeOnly: node.isTypeOnly };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { specifier: node.argument.literal, typeOnly: true };
  const [argument] = ts.isCallExpression(node) ? node.arguments : [];
  return argument && isDynamicImport(node) ? { specifier: argument, typeOnly: false } : undefined;
}

const isDynamicImport = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;

/** Its alias means a view, which is written in JSX. */
const WEB = '#web/';

function targetOf(path: string, specifier: string): string | undefined {
  if (specifier.startsWith(WEB)) return `src/web/${specifier.slice(WEB.length)}.tsx`;
  if (specifier.startsWith('#')) return `${specifier.slice(1)}.ts`;
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier));
  return undefined;
}

const readsEnvironment = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) &&
  node.name.text === 'env' &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === 'process';

const exportsDefault = (node: ts.Node): boolean =>
  ts.isExportAssignment(node) ||
  (ts.isExportSpecifier(node) && node.name.text === 'default') ||
  (ts.canHaveModifiers(node) && hasDefaultModifier(node));

const hasDefaultModifier = (node: ts.HasModifiers): boolean =>
  ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
