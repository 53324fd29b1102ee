import { commonCommit, type Chosen } from '#src/cli/check/files';
import { git } from '#indexer/sources/git';

/** Where changed files were before they were renamed, by where they are now. */
export async function previousPaths(
  root: string,
  { diff, staged, env }: Chosen,
): Promise<ReadonlyMap<string, string>> {
  if (diff === undefined && !staged) return new Map();
  const since = staged ? ['--cached'] : [await commonCommit(root, diff ?? 'HEAD', env)];
  const args = ['diff', '--name-status', '-z', '--no-ext-diff', '-M', '--diff-filter=R', ...since];
  const parts = (await git(root, [...args, '--'], env))?.stdout.split('\0') ?? [];
  const renames = new Map<string, string>();
  for (let at = 0; at + 2 < parts.length; at += 3)
    renames.set(parts[at + 2] ?? '', parts[at + 1] ?? '');
  return renames;
}
