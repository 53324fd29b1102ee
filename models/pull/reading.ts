import type { Answer } from './request.ts';

/** Why an answer is no part of the file; `final`: asking again would not change it. */
interface Refusal {
  readonly reason: string;
  readonly final: boolean;
}

/** Statuses that may be others the next time. */
const PASSING = new Set([408, 425, 429]);

/** Reads what the hub says about a file. `revision` is the commit that it must come from. */
export function refusalOf(answer: Answer, revision: string): Refusal | undefined {
  const { status, headers, first } = answer;
  if (status !== 200 && status !== 206 && status !== 416)
    return {
      reason: `it answers with status ${String(status)}`,
      final: status < 500 && !PASSING.has(status),
    };
  if (/^text\/html\b/i.test(headers['content-type'] ?? ''))
    return { reason: 'it answers with a web page, perhaps one to log in', final: true };
  const commit = first['x-repo-commit'];
  if (commit !== undefined && commit !== revision)
    return { reason: `it serves revision ${String(commit)} and not ${revision}`, final: true };
  return undefined;
}

const CONTENT_RANGE = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/;

/** Byte that the answer begins with; `here` when all of it is here; nothing when it does not fit what is here. */
export function startOf({ status, headers }: Answer, here: number): number | undefined {
  if (status === 200) return 0;
  const [, start, total] = CONTENT_RANGE.exec(headers['content-range'] ?? '') ?? [];
  if (status === 416) return Number(total) === here ? here : undefined;
  return Number(start) === here ? here : undefined;
}

/** Size of the whole file, where it is said. */
export function totalOf({ status, headers, first }: Answer, start: number): number | undefined {
  const said =
    status === 200
      ? headers['content-length']
      : CONTENT_RANGE.exec(headers['content-range'] ?? '')?.[2];
  const total = Number(said ?? first['x-linked-size'] ?? Number.NaN);
  return Number.isSafeInteger(total) && total >= start ? total : undefined;
}

const SHA256 = /^(?:W\/)?"?([0-9a-f]{64})"?$/;

/**
 * The SHA-256 that the hub itself states: the ETag of a file in its large storage is one, and stands in
 * `X-Linked-ETag` where it sends us elsewhere. The other files' ETags are of another make.
 */
export function shaOf({ first }: Answer): string | undefined {
  const tags = [first['x-linked-etag'], first.etag].map((tag) => SHA256.exec(String(tag))?.[1]);
  return tags.find((tag) => tag !== undefined);
}
