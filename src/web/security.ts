const SELF = "'self'";
const NONE = "'none'";

/** What a page may load and do: nothing inline, nothing from elsewhere. See docs/decisions/0035. */
const POLICY: Readonly<Record<string, string>> = {
  'default-src': NONE,
  'script-src': SELF,
  'style-src': SELF,
  'img-src': `${SELF} data:`,
  'connect-src': SELF,
  'form-action': SELF,
  'frame-src': SELF,
  'base-uri': NONE,
  'frame-ancestors': NONE,
};

/** A policy as its header has it. */
export const policyOf = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policyOf(POLICY),
  'X-Content-Type-Options': 'nosniff',
  // With `no-referrer` browsers would hide the origin of our own forms, too.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** The answer with every header that it does not set itself. */
export function secured(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS))
    if (!headers.has(name)) headers.set(name, value);
  const { status, statusText, body } = response;
  return new Response(body, { status, statusText, headers });
}
