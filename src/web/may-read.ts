import type { Visit } from './visit.ts';

/** For a page that asks the service for nothing else: whoever may not read here is led to the sign-in. Code: unauthorized. */
export async function mayRead({ client }: Visit): Promise<void> {
  await client.kinds();
}
