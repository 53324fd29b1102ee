import { refused } from './refused.ts';
import type { Visit } from './visit.ts';

/** Bytes of a form without files. */
const USUAL = 10 * 1024 ** 2;

/** What a form was sent with. Its size is looked at before any of it is read. Codes: body_too_large, invalid_body. */
export async function formOf({ c }: Visit, most = USUAL): Promise<FormData> {
  const length = Number(c.req.header('Content-Length') ?? Number.NaN);
  if (!(length <= most)) {
    const size = Number.isNaN(length) ? 'unknown size' : `${length} bytes`;
    const detail = `A form of ${size} is not taken; ${most} bytes are the most.`;
    throw refused('body_too_large', detail, 'Send less at once, or use the command or the API.');
  }
  try {
    return await c.req.formData();
  } catch {
    throw refused('invalid_body', 'This is no form.', 'Send the form of the page.');
  }
}

/** A text of a form; empty when it is not there. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
