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
  /^(?:https?|ssh|git):\/\/(?:[^/]*@)?([^/:@]+)(?::\d+)?\/(.+)$/i,
  /^(?:[^@/\s]+@)([^/:]+):(.+)$/,
];

/** Host and path of a remote, without what its address says about who asks and how; undefined when it lies on this machine. */
export function remoteAddress(
  remote: string,
): { readonly host: string; readonly path: string } | undefined {
  for (const pattern of REMOTES) {
    const [, host = '', path = ''] = pattern.exec(remote.trim()) ?? [];
    if (host !== '') return { host, path: path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '') };
  }
  return undefined;
}

/** The web address of a repository; undefined for hosts whose pages are not known. */
function repositoryPage(
  remote: string,
): { readonly page: string; readonly host: CodeHost } | undefined {
  const { host: name = '', path = '' } = remoteAddress(remote) ?? {};
  const host = HOSTS.find((each) => each.host.test(name.toLowerCase()));
  return host && path.includes('/') ? { page: `https://${name}/${path}`, host } : undefined;
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
