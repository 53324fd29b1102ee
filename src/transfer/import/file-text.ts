import { WorkspaceError } from '#src/errors';
import { jsonFaultSentence } from '#src/search/json-fault';

/** A file's text, without its byte order mark. Code: invalid_json, when it is not UTF-8. */
export function importText(name: string, bytes: ArrayBuffer | Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WorkspaceError('invalid_json', `${name} is not UTF-8.`, {
      next: 'Save it as UTF-8, with or without a byte order mark.',
      cause,
    });
  }
}

/** Told before it is sent: the service would name a place in all that came, not in the file. Code: invalid_json. */
export function checkImportJson(name: string, text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new WorkspaceError('invalid_json', `${name} is not JSON: ${jsonFaultSentence(text)}.`, {
      next: 'Nothing was imported; correct the file.',
      cause,
    });
  }
}
