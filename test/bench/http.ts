/** Milliseconds until a request is given up. */
const PATIENCE = 30_000;

/** Sends over a kept connection and reads the whole answer; an error status is an error. */
export async function request<T>(url: string, init: RequestInit = {}): Promise<T> {
  const send = (): Promise<Response> =>
    fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE) });
  // A connection that was idle while others were measured may have been closed just now.
  const response = await send().catch((error: unknown) => {
    if (error instanceof TypeError) return send();
    throw error;
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${body.slice(0, 300)}`);
  return JSON.parse(body) as T;
}

export const post = <T>(url: string, body: unknown): Promise<T> =>
  request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
