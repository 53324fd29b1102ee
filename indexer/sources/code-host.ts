/** How a code host shows a file: `ref` is a branch or a commit, `path` is encoded. */
interface CodeHost {
  /** Matched against the host's name; self-hosted ones carry the software's name in it. */
  readonly host: RegExp;
  readonly file: (ref: Ref, path: string) => string;
}

/** What is checked out: a branch, or a commit when none is. */
export interface Ref {
  readonly name: string;
  readonly isCommit: boolean;
}

const HOSTS: readonly CodeHost[] = [
  { host: /(?:^|\.)github\./, file: (ref, path) => `blob/${ref.name}/${path}` },
  { host: /gitlab/, file: (ref, path) => `-/blob/${ref.name}/${path}` },
  { host: /^bitbucket\.org$/, file: (ref, path) => `src/${ref.name}/${path}` },
  {
    host: /codeberg|gitea|forgejo/,
    file: (ref, path) => `src/${ref.isCommit ? 'commit' : 'branch'}/${ref.name}/${path}`,
  },
];

/** `https://user:secret@host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name.git` */
const REMOTES = [
  /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i,
  /^(?:[^@/\s]+@)([^/:]+):(.+)$/,
];

/** The web address of a repository, without what the remote's address says about who asks; undefined for hosts whose pages are not known. */
export function repositoryPage(
  remote: string,
): { readonly page: string; readonly host: CodeHost } | undefined {
  for (const pattern of REMOTES) {
    const [, name = '', path = ''] = pattern.exec(remote.trim()) ?? [];
    const host = HOSTS.find((each) => each.host.test(name.toLowerCase()));
    const clean = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
    if (host && clean.includes('/')) return { page: `https://${name}/${clean}`, host };
  }
  return undefined;
}

/** Where the code host of `remote` shows the file `path` of the repository, or undefined. */
export function filePage(
  remote: string | undefined,
  ref: Ref | undefined,
  path: string,
): string | undefined {
  const repository = remote === undefined ? undefined : repositoryPage(remote);
  if (!repository || !ref) return undefined;
  const encoded = { ...ref, name: encodePath(ref.name) };
  return `${repository.page}/${repository.host.file(encoded, encodePath(path))}`;
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** The last part of a remote's address: what people call the repository. */
export const repositoryName = (remote: string): string | undefined =>
  /([^/:]+?)(?:\.git)?\/*$/.exec(remote.trim())?.[1];
