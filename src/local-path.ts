/** A path of this service with its query, never another's address; anything else is `/`. */
export function localPath(path: string | null | undefined): string {
  const base = 'http://here.invalid';
  if (!path?.startsWith('/') || !URL.canParse(path, base)) return '/';
  const { origin, pathname, search } = new URL(path, base);
  // `//elsewhere` is what browsers take for an address.
  return origin === base && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
